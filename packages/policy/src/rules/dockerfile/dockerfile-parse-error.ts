import { instructionsOf, withinOf } from "../../facts/stages";
import { rule } from "../../rule";

/** Flags that each instruction has: https://docs.docker.com/reference/dockerfile/ */
const flagsOf: Readonly<Record<string, RegExp>> = {
  ADD: /^(chown|chmod|link|checksum|keep-git-dir|exclude|unpack)$/,
  COPY: /^(from|chown|chmod|link|parents|exclude)$/,
  FROM: /^platform$/,
  HEALTHCHECK: /^(interval|timeout|start-period|start-interval|retries)$/,
  RUN: /^(mount|network|security|device)$/,
};

export default rule({
  id: "dockerfile-parse-error",
  on: "dockerfile",
  severity: "error",
  meaning: "A Dockerfile cannot be parsed.",
  reason: "The build stops before its first step.",
  how: "Unknown instructions and flags, too few or too many arguments, here-documents that never end. A file of another frontend, named by `# syntax=`, is left alone.",
  fix: "Write it as the reference says.",
  aliases: ["DL1000"],
  references: ["https://docs.docker.com/reference/dockerfile/"],
  bad: [
    "FROM alpine:3.22\nRUNN echo\n",
    "FROM alpine:3.22\nCOPY a\n",
    "FROM alpine:3.22\nCOPY --form=build /a /b\n",
    "FROM alpine:3.22\nRUN <<EOF\necho\n",
    "FROM alpine:3.22 build\n",
    "FROM alpine:3.22\nHEALTHCHECK curl localhost\n",
    "FROM alpine:3.22\nENV NAME\n",
  ],
  good: [
    "# escape=`\nFROM alpine:3.22\r\nRUN echo a `\r\n  && echo b\r\n",
    "# syntax=devthefuture/dockerfile-x\nFROM alpine:3.22\nINCLUDE ./x\n",
    "FROM alpine:3.22\nCOPY <<EOF /a\nRUNN\nEOF\nONBUILD COPY --chown=1 . /app\nHEALTHCHECK NONE\nENV A b c\nARG A B=1\n",
  ],
  check(dockerfile, tell) {
    const { faults, instructions, syntax } = dockerfile;
    if (syntax !== undefined && !/docker\/dockerfile|dockerfile-upstream|^\$/.test(syntax.value)) return;
    if (!instructions.some(({ keyword }) => keyword === "FROM")) return;
    for (const { at, says } of faults) tell({ at, says: `${says[0]!.toUpperCase()}${says.slice(1)}.` });
    for (const { instruction, stage } of instructionsOf(dockerfile)) {
      const { at, flags, keyword } = instruction;
      const unknown = flags.length > 0 ? flags.find(({ name }) => flagsOf[keyword]?.test(name) === false) : undefined;
      if (unknown !== undefined)
        tell({ at: unknown.at, within: withinOf(stage), says: `\`${keyword}\` has no flag \`--${unknown.name}\`.` });
      if (keyword === "RUN") continue;
      const { heredocs, json, keywordAt, pairs, words } = instruction;
      const within = withinOf(stage);
      const count = json?.length ?? words.length;
      if (count === 0) continue;
      if (keyword === "FROM" && !(count === 1 || (count === 3 && /^as$/i.test(words[1]!.value))))
        tell({ at, within, says: "`FROM` takes an image, and `AS` with a name." });
      if ((keyword === "COPY" || keyword === "ADD") && count < 2 && heredocs.length === 0)
        tell({ at: keywordAt, within, says: `\`${keyword}\` has no destination.` });
      if (keyword === "HEALTHCHECK" && !/^(cmd|none)$/i.test(words[0]!.value))
        tell({ at: words[0]!.at, within, says: "`HEALTHCHECK` takes `CMD` with a command, or `NONE`." });
      if (keyword === "STOPSIGNAL" && count > 1) tell({ at, within, says: "`STOPSIGNAL` takes one signal." });
      if (keyword === "ENV" || keyword === "LABEL") {
        const empty = pairs.find(({ legacy, value }) => value === undefined || (legacy === true && words.length < 2));
        if (empty !== undefined)
          tell({ at: empty.at, within, says: `\`${keyword}\` gives \`${empty.name}\` no value.` });
      }
    }
  },
});
