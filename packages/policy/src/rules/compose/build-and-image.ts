import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "build-and-image",
  on: "service",
  severity: "off",
  meaning: "A service has both `build` and `image`.",
  reason: "Whether it is pulled or built depends on what is there, unless `pull_policy` says it.",
  fix: "Set `pull_policy: build`, or keep one of them.",
  aliases: ["no-build-and-image"],
  bad: { "compose.yaml": "services:\n  a:\n    build: .\n    image: a:1\n", Dockerfile: "FROM alpine:3.22\n" },
  good: {
    "compose.yaml": "services:\n  a:\n    build: .\n    image: a:1\n    pull_policy: build\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  check({ build, image, name, node }, tell) {
    if (build !== undefined && image !== undefined && get(node, "pull_policy") === undefined)
      tell({ at: image.at, says: `\`${name}\` is built and may be pulled.` });
  },
});
