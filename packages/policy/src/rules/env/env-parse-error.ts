import { rule } from "../../rule";

export default rule({
  id: "env-parse-error",
  on: "env-file",
  severity: "error",
  meaning: "A line of an environment file sets nothing.",
  reason: "Compose refuses the file, or leaves the variable out.",
  fix: "Write `NAME=value`, without blanks in the name, and close quotes.",
  aliases: ["IncorrectDelimiter", "SpaceCharacter", "QuoteCharacter", "KeyWithoutValue"],
  references: ["https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax"],
  bad: ["A=1\nBAD LINE\n", 'A="open\n'],
  good: "# a comment\nA=1\nexport B='x y' # c\nC=\"two\nlines\"\nD=\nE\n",
  check({ faults }, tell) {
    for (const { at, says } of faults) tell({ at, says: `${says[0]!.toUpperCase()}${says.slice(1)}.`, secret: true });
  },
});
