import { booleanOf, get, keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "tty-stdin-in-production",
  on: "service",
  severity: "info",
  production: true,
  meaning: "A service of production has a terminal.",
  reason: "Its log gets colours and carriage returns, and programs that look for a terminal behave otherwise.",
  fix: "Take `tty` and `stdin_open` away.",
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    tty: true\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    tty: false\n" },
  check({ name, node, stack }, tell) {
    if (stack.environment !== "production") return;
    for (const key of ["tty", "stdin_open"])
      if (booleanOf(get(node, key)) === true) tell({ at: keyOf(node, key)!.at, says: `\`${name}\` has \`${key}\`.` });
  },
});
