import { isSource } from "../../facts/contexts";
import { rule } from "../../rule";

export default rule({
  id: "bind-mount-code-in-production",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service of production runs sources that are mounted from the host.",
  reason:
    "What runs is not what was built and tried: a change on the host is live at once, and the image alone does not run.",
  how: "A folder of sources that the image of the service is built from, or one with a package manifest in it.",
  fix: "Copy the sources into the image, and take the mount away.",
  bad: {
    "compose.prod.yaml": "services:\n  app:\n    build: .\n    volumes: ['.:/app']\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  good: {
    "compose.prod.yaml": "services:\n  app:\n    build: .\n    volumes: ['./data:/data']\n",
    Dockerfile: "FROM alpine:3.22\n",
    "data/x": "",
  },
  check({ build, mounts, name, role, stack }, tell) {
    if (stack.environment !== "production" || (build === undefined && role !== "application")) return;
    for (const { at, source, target, type } of mounts) {
      if (
        type !== "bind" ||
        !/^\.{1,2}(\/|$)/.test(source) ||
        !isSource(source, stack, at) ||
        /nginx|\.conf|static|media|upload|data|config|log|cert|ssl|backup|init/i.test(`${source} ${target}`)
      )
        continue;
      if (stack.paths.length > 1 && at.source.path !== stack.paths.at(-1)) continue; // told where files are merged
      tell({ at, says: `\`${name}\` runs \`${source}\` of the host.` });
    }
  },
});
