import { examplesIn, fromShell, usesNear } from "../../facts/variables";
import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "env-example-missing-key",
  on: "repository",
  severity: "error",
  meaning: "A compose file takes a variable that the example of the environment file does not have.",
  reason: "Whoever copies the example starts a stack in which something is empty, and learns it from a crash.",
  how: "Variables of compose files in the folder of the example or above it. What is required (`:?`) or has no default is an error; one with a default is not told.",
  fix: "Add it to the example, with a comment of what it is for.",
  covers: ["unset-interpolation"],
  bad: {
    "compose.yaml":
      "services:\n  a:\n    image: a:1\n    environment:\n      TOKEN: ${API_TOKEN:?set it}\n      X: ${OTHER}\n",
    ".env.example": "OTHER=\n",
  },
  good: {
    "compose.yaml":
      "services:\n  a:\n    image: a:1\n    environment:\n      TOKEN: ${API_TOKEN:?set it}\n      X: ${OTHER:-x}\n      Y: ${PWD}\n",
    ".env.example": "API_TOKEN=\n",
  },
  check(repository, tell) {
    for (const example of examplesIn(repository)) {
      const told = new Set<string>();
      for (const { at, name, operator } of usesNear(example, repository)) {
        if (
          told.has(name) ||
          example.entries.some((entry) => entry.name === name) ||
          example.shown.has(name) ||
          fromShell.test(name)
        )
          continue;
        if (operator !== undefined && !operator.endsWith("?")) continue;
        told.add(name);
        tell({
          at,
          says: `\`${name}\` is not in \`${example.path}\`.`,
          related: [{ at: beginningOf(example.source), says: "the example" }],
        });
      }
    }
  },
});
