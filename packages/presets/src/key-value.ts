import type { ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { keyValueHandbook } from "./handbook/key-value";
import { strong } from "./secret";
import { serverTls, tlsFolder, tlsTarget } from "./tls";

/** Options of Redis and of Valkey, which goes on from it. */
export const keyValueOptions = z.strictObject({
  /** Tag of the official image: a major version such as `8`, or an exact one such as `8.0.2-alpine`. */
  version: z.string().regex(/^\d/, "a tag of the official image, such as `8`"),
  /**
   * A `broker` refuses writes when its memory is full, for a queue must lose nothing; a `cache` gives up what was not
   * used for longest. Default: `broker`.
   */
  use: z.enum(["broker", "cache"]).default("broker"),
  /** Keeps its data over a restart, in production. Default: true for a broker, false for a cache. */
  persistent: z.boolean().optional(),
  /** Memory for its data, in MiB; the container may take twice as much in production. Default: 256. */
  memory: z.int().positive().default(256),
  /** Before the name by which its password is set, for a second one: `SESSIONS_`. Default: none. */
  prefix: z.string().default(""),
  /** Port of the host in development. Default: 6379. */
  publish: z.int().default(6379),
  /**
   * Folder with `tls.crt` and `tls.key`, for TLS alone in production, as `rediss`: `true` is `secrets/<server>-tls`. Those
   * who connect take no other certificate than of its name, signed by the authority in the secret `<SERVER>_CA`. Default:
   * none.
   */
  tls: tlsFolder.optional(),
});

/** The names of one of the two. */
export interface KeyValueStore {
  readonly title: string;
  readonly image: string;
  readonly server: string;
  readonly client: string;
  readonly checker: string;
  readonly passwordVariable: string;
}

/** A store of keys and values in memory: without a password in development, with a secret one in production. */
export function expandKeyValue(
  { title, image, server, client, checker, passwordVariable }: KeyValueStore,
  { version, use, persistent = use === "broker", memory, prefix, publish, tls }: z.output<typeof keyValueOptions>,
): ServiceDeclaration {
  const secure = serverTls({ title, name: image, prefix, tls });
  const command = (kept: boolean): string[] => [
    "sh",
    "-c",
    startWithPassword(passwordVariable),
    server,
    ...["--protected-mode", "no"],
    ...["--maxmemory", `${memory}mb`],
    ...["--maxmemory-policy", use === "broker" ? "noeviction" : "allkeys-lru"],
    ...(kept ? ["--appendonly", "yes"] : ["--save", ""]),
  ];
  const handbook = (options: string) =>
    keyValueHandbook({ title, client, options, checker, passwordVariable, use, persistent, tls: secure?.handbook });
  return {
    summary: `${title}, ${use === "broker" ? "a broker that loses nothing" : "a cache that forgets what nobody asks for"}.`,
    image: `${image}:${version}`,
    command: {
      development: command(false),
      production: [...command(persistent), ...(tls === undefined ? [] : secured)],
    },
    ...(secure !== undefined && { keys: secure.keys }),
    port: 6379,
    publish: { development: publish },
    loopbackBecause: { development: "It lets everyone in without a password." },
    user: version.includes("alpine") ? "999:1000" : "999:999",
    variables: {
      [passwordVariable]: {
        purpose: `Password of ${title}. None in development, unless it is set.`,
        kind: "secret",
        input: `${prefix}${passwordVariable}`,
        default: { development: "" },
        rule: strong(16),
      },
      ...secure?.variables,
    },
    facts: {
      ...(secure !== undefined && { authority: secure.authority, authorityFile: secure.authorityFile }),
      scheme: tls === undefined ? "redis" : { development: "redis", production: "rediss" },
      password: { variable: passwordVariable },
    },
    ...(persistent && { volumes: { production: { data: "/data" } } }),
    // else the image would make a volume without a name for each container
    scratch: { development: ["/data"], production: persistent ? ["/tmp"] : ["/data", "/tmp"] },
    probe: {
      kind: "command",
      command: {
        development: ["sh", "-c", `${readPassword(passwordVariable)}\n${ping(client)}`],
        production: [
          "sh",
          "-c",
          `${readPassword(passwordVariable)}\n${ping(client, tls === undefined ? "" : overTls)}`,
        ],
      },
      interval: 10,
    },
    singleBecause: "Each would have data of its own.",
    stopGrace: 30,
    // a copy of its memory, at worst, while the append-only file is written anew:
    // https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/#log-rewriting
    resources: { production: { memory: `${2 * memory}m`, cpus: 1, pids: 50 } },
    handbook: tls === undefined ? handbook("") : { development: handbook(""), production: handbook(overTls) },
  };
}

/** https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/ */
const secured = [
  ...["--tls-port", "6379", "--port", "0", "--tls-auth-clients", "no"],
  ...["--tls-cert-file", `${tlsTarget}/tls.crt`, "--tls-key-file", `${tlsTarget}/tls.key`],
  ...["--tls-ca-cert-file", `${tlsTarget}/tls.crt`],
];

/** Within its own container it is itself. */
const overTls = " --tls --insecure";

const readPassword = (variable: string): string =>
  `password=\${${variable}-}\n[ -z "\${${variable}_FILE-}" ] || password=$(cat "$${variable}_FILE")`;

/**
 * The configuration comes in by the standard input: an argument or a variable would be seen by `docker inspect` and `ps`.
 * Each byte of the password as \xHH, so that no character ends the quotes:
 * https://redis.io/docs/latest/operate/oss_and_stack/management/config/
 */
const startWithPassword = (variable: string): string => `set -eu
${readPassword(variable)}
[ -z "\${${variable}_FILE-}" ] || : "\${password:?the secret of ${variable} is empty}"
bytes=$(printf %s "$password" | od -A n -v -t x1 | tr -d ' \\n' | sed 's/../\\\\x&/g')
exec "$0" "$@" - <<END
requirepass "$bytes"
END`;

/** Without a password it would print NOAUTH and end with 0: https://github.com/redis/redis/issues/6889 */
const ping = (client: string, more = ""): string =>
  `REDISCLI_AUTH="$password" ${client}${more} -h 127.0.0.1 ping | grep -qx PONG`;
