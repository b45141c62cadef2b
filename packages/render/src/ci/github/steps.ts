import type { Ci } from "@quaywright/model";
import { yaml } from "@quaywright/syntax";
import { actions } from "../actions";
import { type Published, registryOf } from "../published";
import { expression } from "./expression";

/** Steps that several jobs have. */
export const runner = "ubuntu-24.04";

export function action({ actions: own }: Ci, name: string, path = ""): yaml.Remarked {
  const [commit, release] = own[name]?.split(" ") ?? [];
  const pinned = actions[name];
  return yaml.remarked(`${name}${path}@${commit ?? pinned?.commit}`, release ?? pinned?.version ?? "");
}

export const checkout = (ci: Ci, more: yaml.YamlMap = {}): yaml.YamlMap => ({
  uses: action(ci, "actions/checkout"),
  with: { ...more, "persist-credentials": false },
});

export const prepared = (ci: Ci, more: yaml.YamlMap = {}): yaml.YamlMap[] => [
  checkout(ci, more),
  { uses: action(ci, "actions/setup-node"), with: { "node-version": ci.node, "package-manager-cache": false } },
  { run: ci.install },
];

/** A repository that is private shows findings only where it has code scanning. */
export const uploaded = (ci: Ci, name: string): yaml.YamlMap => ({
  name: "Show what was found",
  if: [
    "!cancelled()",
    `hashFiles('${name}.sarif') != ''`,
    "github.event.pull_request.head.repo.fork != true",
    "(github.event.repository.private != true || vars.CODE_SCANNING == 'true')",
  ].join(" && "),
  uses: action(ci, "github/codeql-action", "/upload-sarif"),
  with: { sarif_file: `${name}.sarif`, category: name },
});

/** Whoever comes from a fork has no secrets, and needs none to read what is public. */
export function login(images: readonly Published[], maybe: boolean): yaml.YamlMap[] {
  const [first] = images;
  if (first === undefined) return [];
  const registry = registryOf(first.repository);
  const own = registry === "ghcr.io";
  return [
    {
      name: `Log in to ${registry}`,
      ...(maybe && !own && { if: "github.event.pull_request.head.repo.fork != true" }),
      env: {
        REGISTRY_USER: own ? expression("github.actor") : expression("secrets.REGISTRY_USER"),
        REGISTRY_TOKEN: own ? expression("secrets.GITHUB_TOKEN") : expression("secrets.REGISTRY_TOKEN"),
      },
      run: `printf %s "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin ${registry}`,
    },
  ];
}
