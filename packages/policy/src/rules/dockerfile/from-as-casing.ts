import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "from-as-casing",
  on: "stage",
  severity: "info",
  meaning: "`FROM … as` has its two words in different letters.",
  reason: "Docker warns of it: the name of the stage is easily read over.",
  fix: "Write `AS`.",
  aliases: ["FromAsCasing"],
  references: ["https://docs.docker.com/reference/build-checks/from-as-casing/"],
  bad: "FROM alpine:3.22 as build\n",
  good: ["FROM alpine:3.22 AS build\n", "from alpine:3.22 as build\n"],
  check({ from, name }, tell) {
    const as = from.words[1];
    if (name === undefined || as === undefined) return;
    const word = textAt(from.keywordAt);
    const capitals = word === "FROM" ? "AS" : word === "from" ? "as" : undefined;
    if (capitals !== undefined && as.value !== capitals)
      tell({
        at: as.at,
        says: `\`${word}\` and \`${as.value}\` are written differently.`,
        edits: [{ at: as.at, text: capitals }],
      });
  },
});
