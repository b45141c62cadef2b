import { get, keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "watch-in-production",
  on: "service",
  severity: "info",
  production: true,
  meaning: "A service of production has `develop.watch`.",
  reason: "It belongs to development, and makes the reader wonder what runs here.",
  fix: "Move it into the file for development.",
  references: ["https://docs.docker.com/compose/how-tos/file-watch/"],
  bad: {
    "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    develop:\n      watch: [{action: rebuild, path: .}]\n",
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
    "compose.prod.yaml": "services:\n  a:\n    image: a:1\n",
  },
  check({ name, node, stack }, tell) {
    const watch = keyOf(get(node, "develop"), "watch");
    if (watch !== undefined && stack.environment === "production")
      tell({ at: watch.at, says: `\`${name}\` is watched.` });
  },
});
