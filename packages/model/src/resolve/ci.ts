import type { CiShape } from "../schema/ci";
import type { Ci } from "../stack";

const files = { github: ".github/workflows/containers.yml", gitlab: ".gitlab-ci.yml" } as const;
const updaters = { github: "dependabot", gitlab: "renovate" } as const;

/** A host's name, or all that there is to say, with every default. */
export function resolveCi(shape: CiShape): Ci {
  const { host, ...given } = typeof shape === "string" ? { host: shape } : shape;
  const { updates = updaters[host] } = given;
  return {
    host,
    file: given.file ?? files[host],
    branch: given.branch ?? "main",
    install: given.install ?? "npm ci",
    node: given.node ?? "24",
    ...(updates !== false && { updates }),
    actions: given.actions ?? {},
  };
}
