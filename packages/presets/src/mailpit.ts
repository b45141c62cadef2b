import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

const options = z.strictObject({
  /** Tag of the image, such as `v1.27`. */
  version: z.string().regex(/^v?\d/, "a tag of the image, such as `v1.27`"),
  /** Port of the host for the page with the mails. Default: 8025. */
  publish: z.int().default(8025),
  /** How many mails it keeps, in memory. Default: 500. */
  keep: z.int().positive().default(500),
});

export type MailpitOptions = z.input<typeof options>;

/**
 * Mailpit, which catches every mail of development and shows it: https://mailpit.axllent.org/docs/install/docker/
 * Whoever sends takes `from: "mail:host"` and `from: "mail:smtp"`, for development alone: production has none.
 */
export const mailpit = (given: MailpitOptions): ServiceDeclaration => preset(options, given, expand);

const expand = ({ version, publish, keep }: z.output<typeof options>): ServiceDeclaration => ({
  summary: "Mailpit, which catches the mails of development.",
  environments: ["development"],
  image: `axllent/mailpit:${version}`,
  port: 8025,
  publish,
  loopbackBecause: "Whoever reaches it reads every mail.",
  facts: { smtp: "1025" },
  variables: {
    MP_MAX_MESSAGES: String(keep),
    MP_SMTP_AUTH_ACCEPT_ANY: "1",
    MP_SMTP_AUTH_ALLOW_INSECURE: "1",
  },
  user: "65534:65534",
  readOnly: true,
  scratch: ["/tmp"],
  probe: { kind: "command", command: ["/mailpit", "readyz"] },
});
