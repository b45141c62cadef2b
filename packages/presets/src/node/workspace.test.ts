import { resolve } from "@quaywright/model";
import { node } from "../index";

const server = (source: string, more: object = {}) =>
  node({
    source,
    start: ["node", "dist/main.js"],
    build: { script: "build" },
    node: { workspace: { packages: ["packages/shared"], files: ["tsconfig.base.json"] }, ...more },
  });

const resolved = (source: string, more?: object) => resolve({ name: "shop", services: { api: server(source, more) } });

test("an image has its own package, those that it imports and the lock file, and no other part of the workspace", () => {
  const result = resolved("apps/api");
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const [build] = result.stacks[0]!.builds;
  expect([...build!.sources].sort()).toEqual([
    "apps/api",
    "package-lock.json",
    "package.json",
    "packages/shared",
    "tsconfig.base.json",
  ]);
});

test("in development each package of the workspace has its packages in a volume, also those of one name's end", () => {
  const result = resolved("apps/api");
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const api = result.stacks[0]!.services.find(({ name }) => name === "api")!;
  expect(api.mounts.flatMap((mount) => (mount.kind === "volume" ? [mount.target] : []))).toEqual(
    expect.arrayContaining(["/app/node_modules", "/app/apps/api/node_modules", "/app/packages/shared/node_modules"]),
  );
});

test.each<[string, string, object, string[], string]>([
  ["a server beside its workspace", "../api", {}, ["services", "api", "source"], "`../api`, which is no folder in"],
  ["the workspace itself", ".", {}, ["services", "api", "source"], "`.`, which is no folder in"],
  ["another manager", "apps/api", { manager: "pnpm" }, ["services", "api", "node", "workspace"], "a workspace of pnpm"],
])("%s is told", (_, source, more, at, found) => {
  const result = resolved(source, more);
  expect("problems" in result && result.problems).toContainEqual(
    expect.objectContaining({ at, found: expect.stringContaining(found) }),
  );
});
