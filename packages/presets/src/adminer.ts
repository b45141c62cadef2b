import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

const options = z.strictObject({
  /** Tag of the official image: a major version such as `5`, or an exact one such as `5.4.1`. */
  version: z.string().regex(/^\d/, "a tag of the official image, such as `5`"),
  /** The database that its form names first. */
  database: z.string(),
  /** Port of the host. Default: 8080. */
  publish: z.int().default(8080),
});

export type AdminerOptions<Database extends string> = Omit<z.input<typeof options>, "database"> & {
  /** The database that its form names first. */
  readonly database: Database;
};

/** Adminer, a database in the browser, in development alone: https://hub.docker.com/_/adminer */
export const adminer = <const Database extends string>(given: AdminerOptions<Database>): ServiceDeclaration<Database> =>
  preset(options, given, expand);

const expand = ({ version, database, publish }: z.output<typeof options>): ServiceDeclaration => ({
  summary: `Adminer, ${database} in the browser.`,
  environments: ["development"],
  named: [{ at: ["database"], service: database }],
  image: `adminer:${version}`,
  port: 8080,
  publish,
  loopbackBecause: "It lets whoever reaches it try passwords of the database.",
  variables: { ADMINER_DEFAULT_SERVER: { purpose: "Host that its form names first.", from: `${database}:host` } },
  user: "65534:65534",
  readOnly: true,
  scratch: ["/tmp"],
  probe: {
    kind: "command",
    command: ["php", "-r", 'exit(file_get_contents("http://127.0.0.1:8080/") === false ? 1 : 0);'],
  },
});
