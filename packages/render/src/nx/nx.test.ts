import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { planNx } from ".";

const build = { stages: [{ name: "production", purpose: "is it.", from: "a:1" }], sources: ["app"] };
const projects = (declaration: UncheckedDeclaration, folder = "") => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(planNx(result.stacks, folder).map(({ path, text }) => [path, JSON.parse(text)]));
};
const shop = { name: "shop", nx: true, services: { app: { build }, db: { image: "postgres:17" } } };
const place = "docker/app/project.json";

test("only what is built is a project, and only where it is asked for", () => {
  expect(Object.keys(projects(shop))).toEqual([place]);
  expect(projects({ ...shop, nx: false })).toEqual({});
});

test("it is pushed where there is a registry, as a release", () => {
  expect(Object.keys(projects(shop)[place].targets)).toEqual(["image", "check"]);
  const { "image-push": push } = projects({ ...shop, images: { registry: "ghcr.io/acme" } })[place].targets;
  expect(push).toMatchObject({
    command: "docker buildx bake --file docker-bake.hcl --push app",
    options: { env: { RELEASE: "true" } },
    cache: false,
  });
});

test("an environment with another image is a configuration", () => {
  const variables = { API: { phase: "build", default: { production: "/api", staging: "/test" } } };
  const environments = ["development", "staging", "production"];
  const { image } = projects({ ...shop, environments, services: { app: { build, variables } } })[place].targets;
  expect(image.command).toBe("docker buildx bake --file docker-bake.hcl app");
  expect(image.configurations).toEqual({
    staging: { command: "docker buildx bake --file docker-bake.hcl app-staging" },
  });
});

test("the file of bake changes the project of that image alone", () => {
  const two = { ...shop, services: { app: { build }, edge: { build } } };
  const before = projects(two);
  const variables = { API: { phase: "build", value: "/api" } };
  const after = projects({ ...two, services: { app: { build, variables }, edge: { build } } });
  expect(after[place].metadata.bake).not.toBe(before[place].metadata.bake);
  expect(after["docker/edge/project.json"]).toEqual(before["docker/edge/project.json"]);
});

test("its tests read what its container of development is made of and what it mounts", () => {
  const stages = [{ name: "development", purpose: "is it.", from: "a:1" }, ...build.stages];
  const app = { build: { ...build, stages }, test: ["pytest"], mounts: { development: { "/app": "./app" } } };
  const { namedInputs, targets } = projects({ ...shop, services: { app } }, "apps/shop")[place];
  expect(namedInputs.tested).toContain("{workspaceRoot}/apps/shop/app/**/*");
  expect(targets.test.command).toBe("docker compose build app && docker compose run --rm -T app pytest");
  expect(targets.test.options.cwd).toBe("apps/shop");
});

test("a project that stands elsewhere is named there", () => {
  const places = { [place]: "app/project.json" };
  expect(Object.keys(projects({ ...shop, files: { places } }))).toEqual(["app/project.json"]);
});
