import { isDebug } from "../../facts/development";
import { rule } from "../../rule";

export default rule({
  id: "debug-true-in-production",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service of production runs with debugging on.",
  reason: "Error pages show sources, settings and variables to every visitor.",
  fix: "Set it to false in production.",
  references: ["https://docs.djangoproject.com/en/stable/ref/settings/#debug"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    environment: {DEBUG: 'True'}\n" },
  good: {
    "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    environment: {DEBUG: 'False', NODE_ENV: production}\n",
  },
  check({ environment, name, stack }, tell) {
    if (stack.environment !== "production") return;
    for (const { at, from, name: variable, open, value = "" } of environment.values()) {
      if (from === "image" || open) continue;
      if (isDebug(variable, value)) tell({ at, says: `\`${name}\` has \`${variable}=${value}\`.` });
    }
  },
});
