import { misfits } from "../../facts/schema";
import { rule } from "../../rule";

export default rule({
  id: "compose-schema",
  on: "compose-file",
  severity: "error",
  meaning: "A compose file has a key or a value that the Compose Specification does not know.",
  reason: "Compose refuses the whole file.",
  how: "The Specification's own schema. A value with a variable in it may be anything.",
  fix: "Correct the name or the kind of the value.",
  aliases: ["invalid-schema"],
  references: ["https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json"],
  bad: [
    "services:\n  a:\n    image: a:1\n    port: ['80:80']\n",
    "services:\n  a:\n    image: a:1\n    command: {a: b}\n",
    "services:\n  a: [b]\n",
  ],
  good: "x-a: 1\nservices:\n  a:\n    image: a:1\n    x-b: 2\n    cpus: '0.5'\n    command: ${C}\n    environment:\n      A: 1\n      B:\n    ports:\n      - 80\n      - '80:80'\n      - target: 80\n    healthcheck: {retries: 3}\n",
  check({ root }, tell) {
    if (!root.entries.has("services") && !root.entries.has("include")) return;
    const found = misfits(root).filter(({ says }) => !/`pre_start`/.test(says));
    for (const hit of found.slice(0, 50)) tell(hit);
  },
});
