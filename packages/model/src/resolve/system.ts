import { posix } from "node:path";
import type { BuildStage, BuildStep } from "../schema/build";

/** What a stack says of the systems of all its images. */
export interface System {
  /** Files in PEM. */
  readonly authorities: readonly string[];
  readonly locale: string | undefined;
}

/** The stages with what the stack says of their systems, before all that they do themselves. */
export const withSystem = (stages: readonly BuildStage[], system: System): BuildStage[] =>
  stages.map((stage) =>
    stage.takesSystem !== true
      ? stage
      : {
          ...stage,
          environment: {
            ...(system.locale !== undefined && { LANG: system.locale }),
            ...(system.authorities.length > 0 && trusting),
            ...stage.environment,
          },
          steps: [...prepare(system), ...(stage.steps ?? [])],
        },
  );

/** What the builder has to see for it. */
export const authoritiesOf = (stages: readonly BuildStage[], { authorities }: System): readonly string[] =>
  stages.some(({ takesSystem }) => takesSystem) ? authorities : [];

const bundle = "/etc/ssl/certs/ca-certificates.crt";
const own = "/usr/local/share/ca-certificates";

/** Those that bring a list of their own look elsewhere: Python's `requests` and pip, and Node.js. */
const trusting = {
  SSL_CERT_FILE: bundle,
  REQUESTS_CA_BUNDLE: bundle,
  PIP_CERT: bundle,
  NODE_EXTRA_CA_CERTS: bundle,
};

/** The authorities' certificates, where Debian and Alpine have those of a machine's own. */
export const trustedFiles = ({ authorities }: Pick<System, "authorities">): BuildStep[] =>
  authorities.map((file) => ({ kind: "copy", sources: [file], target: `${own}/${posix.parse(file).name}.crt` }));

/** One layer, after the files that it reads. */
function prepare({ authorities, locale }: System): BuildStep[] {
  if (authorities.length === 0 && locale === undefined) return [];
  return [
    ...trustedFiles({ authorities }),
    {
      kind: "run",
      ...(authorities.length > 0 && {
        note: "Where the list of public authorities is no package of the image, it holds these alone.",
      }),
      commands: [...(authorities.length > 0 ? [trust] : []), ...(locale === undefined ? [] : speak(locale))],
      ...(locale !== undefined && { environment: { DEBIAN_FRONTEND: "noninteractive" } }),
    },
  ];
}

const trust = ["sh", "-c", `mkdir -p ${posix.dirname(bundle)} && cat ${own}/*.crt >> ${bundle}`];

/** https://docs.docker.com/build/building/best-practices/#apt-get */
function speak(locale: string): string[][] {
  const [language = "", charset = ""] = locale.split(".");
  return [
    ["apt-get", "update"],
    ["apt-get", "install", "--yes", "--no-install-recommends", "locales"],
    ["localedef", "-i", language, "-f", charset, locale],
    ["rm", "-rf", "/var/lib/apt/lists"],
  ];
}
