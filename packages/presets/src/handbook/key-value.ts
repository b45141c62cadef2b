import type { HandbookDeclaration, TaskDeclaration } from "@quaywright/model";
import type { TlsHandbook } from "./tls";

export interface KeyValueNames {
  readonly title: string;
  readonly client: string;
  /** What it needs to reach the server, after a space. */
  readonly options: string;
  /** Reads a snapshot to its end: `redis-check-rdb`. */
  readonly checker: string;
  readonly passwordVariable: string;
  readonly use: "broker" | "cache";
  /** Keeps its data over a restart, in production. */
  readonly persistent: boolean;
  readonly tls: TlsHandbook | undefined;
}

/** What is to know of Redis or Valkey in a container. */
export function keyValueHandbook(names: KeyValueNames) {
  const { client, options, passwordVariable, persistent, title, tls, use } = names;
  const ask = (rest: string) => [
    "sh",
    "-c",
    `export REDISCLI_AUTH="\${${passwordVariable}:-$(cat "\${${passwordVariable}_FILE:-/dev/null}")}"; ${client}${options} ${rest}`.trim(),
  ];
  return {
    ...(persistent && { volumes: { production: { data: { holds: `What ${title} keeps.`, copy: "task" } } } }),
    tasks: [
      { topic: "daily", title: `Open the shell of ${title}`, steps: [{ exec: ask(""), interactive: true }] },
      {
        topic: "check",
        title: `${title} has room left`,
        steps: [{ exec: ask("info memory"), expect: "maxmemory_human" }],
      },
      ...(persistent ? copies(names, ask) : []),
      ...(tls?.tasks ?? []),
    ],
    deviations: [
      {
        asked: `\`${client} ping\` as a probe`,
        done: "The probe logs in, and wants the answer `PONG`.",
        because: "The client ends with 0 when it is not let in: a wrong password would look healthy.",
      },
    ],
    symptoms: [
      {
        symptom: "`OOM command not allowed when used memory > 'maxmemory'`",
        cause:
          use === "broker"
            ? "It is full, and refuses to lose what it holds: its tasks are made faster than they are done."
            : "It is full.",
        look: { exec: ask("info memory") },
        fix: "More workers, or more `memory` of the service in `.projenrc.ts`.",
      },
      {
        symptom: "`WRONGPASS invalid username-password pair` or `NOAUTH Authentication required`",
        cause: "The password's file was changed, and not all of its readers were started anew.",
        look: { compose: ["logs", "--tail", "20", { named: "*" }] },
        fix: "Start its readers anew, as the part on secrets says.",
      },
      ...(tls?.symptoms ?? []),
    ],
  } satisfies HandbookDeclaration;
}

const dump = { named: "backups/*.rdb" };
const part = { named: "backups/*.rdb.part" };
const drill = [{ volume: "data" }, "_drill"];

/** The server makes a snapshot of one moment; what lies in its volume is in the middle of a write. */
const copies = (
  { title, client, checker }: KeyValueNames,
  ask: (rest: string) => string[],
): readonly TaskDeclaration[] => [
  {
    topic: "backup",
    mode: "production",
    title: `Take a snapshot of ${title}`,
    intro:
      "The server writes down one moment while it goes on. It replaces the last snapshot only when it can be read to its end.",
    steps: [
      { host: ["mkdir", "-p", "-m", "700", "backups"] },
      // to its standard output it would add a mark that it takes from a file: https://github.com/redis/redis/blob/8.0/src/redis-cli.c
      { exec: ask("--rdb /data/backup.rdb") },
      { exec: ["sh", "-c", "cat /data/backup.rdb && rm /data/backup.rdb"], output: part },
      { exec: [checker, "/dev/stdin"], input: part, expect: "RDB looks OK" },
      { host: ["mv", part, dump] },
    ],
  },
  {
    topic: "restore",
    mode: "production",
    title: `Bring back the snapshot of ${title}`,
    intro:
      "At its start the server reads the append-only file, which may begin with a snapshot, and nothing else. What was there is kept in the folder `before` of its volume.",
    steps: [
      { say: "Nobody may write meanwhile.", compose: ["stop", { dependents: true }] },
      { compose: ["stop", { named: "*" }] },
      { run: ["sh", "-c", "cat > /data/restored.rdb"], input: dump },
      { run: [checker, "/data/restored.rdb"], expect: "RDB looks OK" },
      {
        run: [
          "sh",
          "-c",
          "cd /data && rm -rf before && mkdir -p appendonlydir && mv appendonlydir before && mv restored.rdb appendonly.aof",
        ],
      },
      { compose: ["up", "--detach", "--wait"] },
      { say: "So many keys are there.", exec: ask("dbsize") },
      { say: "When all is well, remove what was there before.", exec: ["rm", "-r", "/data/before"] },
    ],
  },
  {
    topic: "drill",
    mode: "production",
    title: `Read the snapshot of ${title} into a server of its own`,
    intro: "Nothing of the running application is touched. Do it once a month.",
    steps: [
      {
        host: [
          ...["docker", "run", "--detach", "--rm", "--network", "none", "--user", "999:999", "--name", drill],
          ...["--volume", ["./", dump, ":/data/dump.rdb:ro"], { image: true } as const],
        ],
      },
      {
        host: [
          ...["docker", "exec", drill, "sh", "-c"],
          `until ${client} ping | grep -q PONG; do sleep 1; done; ${client} dbsize`,
        ],
      },
      { say: "The live server has about as many keys.", exec: ask("dbsize") },
      { host: ["docker", "rm", "--force", drill] },
    ],
  },
];
