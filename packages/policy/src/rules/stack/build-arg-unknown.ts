import { beginningOf } from "../../place";
import { automatic } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "build-arg-unknown",
  on: "service",
  severity: "warning",
  meaning: "A build is given an argument that its Dockerfile does not take.",
  reason: "It changes nothing: the build only warns, and goes on with what it had.",
  fix: "Declare it with `ARG`, or leave it out.",
  bad: {
    "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      args:\n        VERSON: '1'\n",
    Dockerfile: "ARG VERSION=2\nFROM alpine:3.22\n",
  },
  good: {
    "compose.yaml":
      "services:\n  app:\n    build:\n      context: .\n      args:\n        VERSION: '1'\n        BUILDKIT_INLINE_CACHE: '1'\n        HTTP_PROXY: x\n",
    Dockerfile: "ARG VERSION=2\nFROM alpine:3.22\n",
  },
  check({ build, name }, tell) {
    if (build?.dockerfile === undefined || build.dockerfile.instructions.some(({ keyword }) => keyword === "ONBUILD"))
      return;
    const taken = new Set(
      build.dockerfile.instructions.flatMap(({ keyword, pairs }) =>
        keyword === "ARG" ? pairs.map((pair) => pair.name) : [],
      ),
    );
    for (const { at, name: arg } of build.args) {
      if (taken.has(arg) || automatic.has(arg) || arg.startsWith("BUILDKIT_")) continue;
      tell({
        at,
        says: `\`${build.path}\` has no \`ARG ${arg}\`: \`${name}\` is built without it.`,
        related: [{ at: beginningOf(build.dockerfile.source), says: "the Dockerfile" }],
      });
    }
  },
});
