import { resolve, type Stack, type UncheckedDeclaration } from "./index";
import { mirrored } from "./resolve/mirror";

const build = {
  stages: [
    { name: "tools", purpose: "has tools.", from: ["python:", { ref: "VERSION" }] },
    {
      name: "production",
      purpose: "is it.",
      from: "tools",
      steps: [
        { kind: "copy", from: "ghcr.io/astral-sh/uv:0.9", sources: ["/uv"], target: "/bin/" },
        { kind: "copy", from: "busybox", sources: ["/bin/sh"], target: "/bin/" },
        { kind: "run", commands: [["a"]], binds: [{ from: "node:24", source: "/a", target: "/a" }] },
      ],
    },
  ],
  arguments: [{ name: "VERSION", default: "3.13", purpose: "is it." }],
  sources: ["app"],
};
const shop = (images: unknown): UncheckedDeclaration => ({
  name: "shop",
  images,
  services: { app: { build }, db: { image: "postgres:17" }, cache: { image: "quay.io/x/cache:1" } },
});
const imageOf = (stack: Stack): string | undefined => {
  const image = stack.services.find(({ name }) => name === "app")?.image;
  return image?.kind === "built" ? image.repository : undefined;
};
const stacksOf = (declaration: UncheckedDeclaration) => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
};

test.each([
  ["postgres:17", "m.example/hub/library/postgres:17"],
  ["bitnami/redis", "m.example/hub/bitnami/redis"],
  ["docker.io/library/nginx:1", "m.example/hub/library/nginx:1"],
  ["docker.io/nginx:1", "m.example/hub/library/nginx:1"],
  ["ghcr.io/x/y:1", "ghcr.io/x/y:1"],
  ["localhost/y", "localhost/y"],
  ["host:5000/y:1", "host:5000/y:1"],
])("of %s a mirror of Docker Hub has %s", (reference, expected) => {
  expect(mirrored(reference, "m.example/hub")).toBe(expected);
  expect(mirrored(reference, undefined)).toBe(reference);
});

test("a mirror serves what is pulled and what images are made from, but no stage", () => {
  const [stack] = stacksOf(shop({ mirror: "m.example" }));
  const references = stack?.services.flatMap(({ image }) => (image.kind === "pulled" ? [image.reference] : []));
  expect(references?.sort()).toEqual(["m.example/library/postgres:17", "quay.io/x/cache:1"]);
  const [tools, production] = stack?.builds[0]?.stages ?? [];
  expect(tools?.from).toEqual(["m.example/library/python:", { ref: "VERSION" }]);
  expect(production?.from).toBe("tools");
  expect(production?.steps?.slice(0, 3)).toMatchObject([
    { from: "ghcr.io/astral-sh/uv:0.9" },
    { from: "m.example/library/busybox" },
    { binds: [{ from: "m.example/library/node:24" }] },
  ]);
});

test("a registry is what the names of our images begin with, in every environment", () => {
  for (const stack of stacksOf(shop({ registry: "ghcr.io/acme" }))) {
    expect(stack.builds.map(({ image }) => image)).toEqual(["ghcr.io/acme/shop-app"]);
    expect(imageOf(stack)).toMatch(/^ghcr\.io\/acme\/shop-app(-development)?$/);
  }
});

test("one name and tag is one image: what another environment has otherwise has a name of its own", () => {
  const environments = ["development", "staging", "test", "production"];
  const variables = { API: { phase: "build", default: { development: "/dev", production: "/api", staging: "/new" } } };
  const named = (more: object) =>
    stacksOf({ name: "shop", environments, services: { app: { build, ...more } } }).map(imageOf);
  expect(named({})).toEqual(["shop-app-development", "shop-app", "shop-app", "shop-app"]);
  expect(named({ variables })).toEqual(["shop-app-development", "shop-app-staging", "shop-app", "shop-app"]);
  expect(named({ environments: ["staging"] })[1]).toBe("shop-app");
});

test("mistakes are told with their place, beside all others", () => {
  const result = resolve({ ...shop({ registry: "GHCR.io/Acme/", mirrors: "x" }), name: "Shop" });
  expect("problems" in result && result.problems.map(({ at }) => at.join("."))).toEqual([
    "images.registry",
    "images.mirrors",
    "name",
  ]);
});
