import { get, isList, isScalar, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-shape",
  on: "service",
  severity: "error",
  meaning: "A health check is no command that the engine can run, or its number of tries is none.",
  reason:
    "A list begins with `CMD`, `CMD-SHELL` or `NONE`; Compose refuses any other. A list that is written as a text goes to a shell, brackets and all.",
  fix: "Write `test: [CMD, wget, -q, …]`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  bad: [
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [curl, -f, x]\n",
    'services:\n  a:\n    image: a:1\n    healthcheck:\n      test: \'["CMD", "curl"]\'\n',
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl]\n      retries: 3,\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl, -f, x]\n  b:\n    image: a:1\n    healthcheck:\n      test: curl -f x || exit 1\n  c:\n    image: a:1\n    healthcheck:\n      test: '[ -f /x ]'\n      retries: '3'\n",
  check({ name, node }, tell) {
    const test = get(node, "healthcheck", "test");
    const first = scalarsOf(test)[0];
    const retries = get(node, "healthcheck", "retries");
    if (isScalar(retries) && retries.uses === undefined && !/^\d*$/.test(retries.text) && retries.value !== null)
      tell({ at: retries.at, says: `\`${retries.text}\` is no number of tries.` });
    if (
      isList(test) &&
      test.tag === undefined &&
      (first === undefined || (!["CMD", "CMD-SHELL", "NONE"].includes(first.text) && first.uses === undefined))
    ) {
      tell({ at: test.at, says: `The health check of \`${name}\` begins with \`${first?.text ?? ""}\`.` });
    } else if (isScalar(test) && /^\[\s*["']?(CMD|CMD-SHELL)\b/.test(test.text))
      tell({ at: test.at, says: `The health check of \`${name}\` is a text that looks like a list.` });
    if (isList(test) && first?.text === "CMD-SHELL" && test.items.length > 2)
      tell({ at: test.at, says: `Of the health check of \`${name}\` only the first text after \`CMD-SHELL\` is run.` });
  },
});
