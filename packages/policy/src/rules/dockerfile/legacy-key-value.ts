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
  bad: "FROM alpine:3.22\nENV A b\n",
  good: 'FROM alpine:3.22\nENV A=b C="d e"\n',
  *check({ instruction: { keyword, pairs, words } }) {
    for (const { at, legacy, name } of pairs)
      if (legacy === true && words.length > 1) yield { at, says: `\`${keyword} ${name}\` has no \`=\`.` };
  },
});
