import { yaml } from "@quaywright/syntax";
import type { Pipeline } from "../pipeline";
import { prepared, runner, uploaded } from "./steps";

export function check({ ci }: Pipeline): yaml.YamlMap {
  return {
    name: "What is generated is as declared, and breaks no rule",
    "runs-on": runner,
    "timeout-minutes": 10,
    permissions: {
      contents: "read",
      "security-events": yaml.remarked("write", "shows what was found beside the code"),
    },
    steps: [
      ...prepared(ci),
      { run: "npx quaywright check --drift" },
      { run: "npx quaywright check --format github" },
      {
        name: "The same for code scanning",
        if: "!cancelled()",
        run: "npx quaywright check --format sarif --fail-on never > quaywright.sarif",
      },
      uploaded(ci, "quaywright"),
    ],
  };
}
