import { textAt } from "../../place";
import type { Instruction } from "../../recover/dockerfile/nodes";
import { rule } from "../../rule";

const withExecForm = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME"]);

export default rule({
  id: "invalid-exec-form",
  on: "instruction",
  of: ["["],
  severity: "error",
  meaning: "What looks like a JSON array is none.",
  reason:
    "Docker takes it for a shell's line, brackets and all: `[python, app.py]` looks for a program of the name `[python,`.",
  how: "Single quotes, a comma too many or missing, words after the bracket. A shell's own test, `[ -f x ]`, is let pass.",
  fix: "Write a JSON array: double quotes, a comma between any two.",
  aliases: ["DL3025", "JSONArgsRecommended"],
  references: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  bad: [
    "FROM alpine:3.22\nCMD ['python', 'app.py']\n",
    'FROM alpine:3.22\nCMD ["python", "app.py",]\n',
    "FROM alpine:3.22\nENTRYPOINT [python, app.py]\n",
    'FROM alpine:3.22\nCMD ["npm" "start"]\n',
    "FROM alpine:3.22\nRUN ['echo', 'a']\n",
    'FROM alpine:3.22\nENTRYPOINT ["/a"] # starts it\n',
  ],
  good: [
    'FROM alpine:3.22\nRUN [ "$A" = "b" ] && echo\nRUN [ -f x ]\nRUN [[ a == b ]] || true\n',
    'FROM alpine:3.22\nCMD [ \\\n  "a", \\\n  "b" \\\n]\nENTRYPOINT []\n',
    '# escape=`\nFROM alpine:3.22\nCMD [ `\n  "a", `\n  "b" ]\n',
    "FROM alpine:3.22\nCOPY [a-z]* /x/\nCMD [ -f /x ] && cat /x\n",
  ],
  check({ instruction }, tell) {
    const found = instruction.trigger ?? instruction;
    if (!withExecForm.has(found.keyword)) return;
    const text = written(found);
    if (text === undefined || found.json !== undefined || !text.startsWith("[") || text.startsWith("[[")) return;
    const quoted = /^\[\s*(['"“])[^'"“”]*['"”]\s*(,|\])/.test(text);
    const meant =
      found.keyword === "RUN"
        ? /^\[\s*(['"])[^'"]*\1\s*,|^\[\s*'[^']*'\s*\]$/.test(text)
        : quoted || /^(CMD|ENTRYPOINT|SHELL|HEALTHCHECK)$/.test(found.keyword);
    if (!meant || /^\[\s+(!\s+)?-\w\s|^\[\s+\S+\s+(=|==|!=|-\w\w)\s/.test(text)) return;
    tell({ at: found.at, says: `\`${text.replace(/\s+/g, " ").slice(0, 60)}\` is no JSON array.` });
  },
});

function written(instruction: Instruction): string | undefined {
  if (instruction.heredocs.length > 0) return undefined;
  if (instruction.keyword !== "HEALTHCHECK") return textAt(instruction.rest);
  const [, first] = instruction.words;
  return first && textAt({ ...instruction.rest, start: first.at.start });
}
