import { rule } from "../../rule";

export default rule({
  id: "extends-include-unreadable",
  on: "stack",
  severity: "error",
  meaning: "A compose file includes or extends something that is not there, or has a variable that cannot be read.",
  reason: "Compose refuses the stack; and what cannot be read here is not checked.",
  fix: "Correct the path or the expression.",
  bad: "include: [other.yaml]\nservices:\n  a:\n    image: a:1\n",
  good: {
    "compose.yaml": "include: [other.yaml]\nservices:\n  a:\n    image: a:1\n",
    "other.yaml": "services:\n  b:\n    image: b:1\n",
  },
  check({ loaded }, tell) {
    for (const { at, says } of loaded.unresolved) tell({ at, says: `${says[0]!.toUpperCase()}${says.slice(1)}.` });
  },
});
