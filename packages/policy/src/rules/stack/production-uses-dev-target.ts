import { isForDevelopment } from "../../facts/development";
import { rule } from "../../rule";

export default rule({
  id: "production-uses-dev-target",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service of production is built from a stage for development.",
  reason: "It runs a development server, with its tools and its reloading, in front of users.",
  fix: "Set `target` to the stage for production.",
  bad: {
    "compose.prod.yaml": "services:\n  app:\n    build:\n      context: .\n      target: development\n",
    Dockerfile: "FROM alpine:3.22 AS development\nFROM alpine:3.22 AS production\n",
  },
  good: {
    "compose.prod.yaml": "services:\n  app:\n    build:\n      context: .\n      target: production\n",
    Dockerfile: "FROM alpine:3.22 AS development\nFROM alpine:3.22 AS production\n",
  },
  check({ build, name, stack }, tell) {
    const stage = build?.stage?.name;
    if (stage === undefined || stack.environment !== "production" || !isForDevelopment(stage.value)) return;
    tell({
      at: build!.target?.at ?? build!.at,
      says: `\`${name}\` is built from the stage \`${stage.value}\`.`,
      related: [{ at: stage.at, says: "the stage" }],
    });
  },
});
