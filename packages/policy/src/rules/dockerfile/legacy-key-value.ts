import { place, textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "legacy-key-value",
  on: "instruction",
  of: ["ENV", "LABEL"],
  severity: "warning",
  meaning: "`ENV name value` is written without `=`.",
  reason: "Everything up to the line's end is the value, a second variable too; Docker warns of the form.",
  fix: "Write `ENV name=value`.",
  aliases: ["LegacyKeyValueFormat"],
  references: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"],
  bad: [
    "FROM alpine:3.22\nENV A b\n",
    "FROM alpine:3.22\nENV A b $C=d # e\nLABEL f g h\n",
    'FROM alpine:3.22\nENV A "b" c\\\n  d\n',
  ],
  good: 'FROM alpine:3.22\nENV A=b C="d e"\n',
  check({ instruction: { keyword, pairs, words } }, tell) {
    for (const { at, legacy, name } of pairs) {
      if (legacy !== true || words.length < 2) continue;
      const value = textAt(place(at.source, words[1]!.at.start, at.end));
      tell({
        at,
        says: `\`${keyword} ${name}\` has no \`=\`.`,
        // with quotes or escapes the two forms are not read alike
        ...(/^[\w.-]+$/.test(name) &&
          /^[^"'\\`\r\n]+$/.test(value) && {
            edits: [{ at, text: `${name}=${/\s/.test(value) ? `"${value}"` : value}` }],
          }),
      });
    }
  },
});
