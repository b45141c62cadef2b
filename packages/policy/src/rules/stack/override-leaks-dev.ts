import { isSource, overlayPlace } from "../../facts/contexts";
import { rule } from "../../rule";

export default rule({
  id: "override-leaks-dev",
  on: "service",
  severity: "error",
  production: true,
  meaning: "Something meant for development survives the merge into production.",
  reason:
    "Lists of a base and an overlay are joined: what the base has stays, though the overlay looks as if it replaced it.",
  how: "Sources mounted from the host, and development servers, that come from the base file while the last file is for production.",
  fix: "Replace the list with `!override`, or take it away with `!reset`.",
  references: ["https://docs.docker.com/reference/compose-file/merge/#reset-value"],
  bad: {
    "compose.yaml": "services:\n  app:\n    build: .\n    volumes: ['.:/app']\n",
    "compose.prod.yaml": "services:\n  app:\n    restart: always\n    volumes: ['data:/data']\nvolumes: {data: }\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  good: {
    "compose.yaml": "services:\n  app:\n    build: .\n    volumes: ['.:/app']\n",
    "compose.prod.yaml":
      "services:\n  app:\n    restart: always\n    volumes: !override ['data:/data']\nvolumes: {data: }\n",
  },
  check({ build, mounts, name, stack }, tell) {
    if (stack.paths.length < 2 || stack.environment !== "production" || build === undefined) return;
    const last = stack.paths.at(-1);
    for (const { at, readOnly, source, target, type } of mounts) {
      if (
        type !== "bind" ||
        readOnly ||
        at.source.path === last ||
        !/^\.{1,2}(\/|$)/.test(source) ||
        /\.\w{1,6}$/.test(target)
      )
        continue;
      if (!isSource(source, stack, at)) continue;
      tell({
        at,
        says: `\`${source}\` is still mounted into \`${name}\` in ${stack.name}.`,
        related: [{ at: overlayPlace(stack, name) ?? at, says: "what is merged over it" }],
      });
    }
  },
});
