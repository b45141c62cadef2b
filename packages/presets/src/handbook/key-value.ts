import type { HandbookDeclaration } from "@quaywright/model";

export interface KeyValueNames {
  readonly title: string;
  readonly client: string;
  readonly passwordVariable: string;
  readonly use: "broker" | "cache";
}

/** What is to know of Redis or Valkey in a container. */
export function keyValueHandbook({ client, passwordVariable, title, use }: KeyValueNames): HandbookDeclaration {
  const ask = (rest: string) => [
    "sh",
    "-c",
    `export REDISCLI_AUTH="\${${passwordVariable}:-$(cat "\${${passwordVariable}_FILE:-/dev/null}")}"; ${client} ${rest}`.trim(),
  ];
  return {
    tasks: [
      { topic: "daily", title: `Open the shell of ${title}`, steps: [{ exec: ask(""), interactive: true }] },
      {
        topic: "check",
        title: `${title} has room left`,
        steps: [{ exec: ask("info memory"), expect: "maxmemory_human" }],
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
    ],
  };
}
