import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { renderBake } from "./bake";

const bake = (declaration: UncheckedDeclaration): string | undefined => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return renderBake(result.stacks);
};
const block = (text: string | undefined, head: string): string =>
  text?.split("\n\n").find((part) => part.startsWith(`${head} {`)) ?? "";

const step = { kind: "run", commands: [["fetch"]], takesSecrets: true };
const build = { stages: [{ name: "production", purpose: "is it.", from: "a:1" }], sources: ["app"] };
const shop = (services: object, more: object = {}) => ({ name: "shop", services, ...more });

test("who runs another one's image has no target", () => {
  const text = bake(shop({ app: { build }, worker: { of: "app", command: ["work"] }, db: { image: "postgres:17" } }));
  expect(text?.match(/^target .*/gm)).toEqual(['target "_image" {', 'target "app" {']);
  expect(block(text, 'target "app"')).toContain('tags = ["shop-app:${IMAGE_TAG == "" ? "production" : IMAGE_TAG}"]');
});

test("each environment like production is a group, whose images have its name and its values", () => {
  const variables = { API: { phase: "build", default: { development: "/dev", production: "/api", staging: "/test" } } };
  const staging = { environments: ["development", "staging", "production"] };
  const text = bake(shop({ app: { build, variables } }, staging));
  expect(block(text, 'group "default"')).toContain('targets = ["app"]');
  expect(block(text, 'group "staging"')).toContain('targets = ["app-staging"]');
  expect(block(text, 'target "app-staging"')).toContain('"staging" : IMAGE_TAG}"]');
  expect(block(text, 'target "app-staging"')).toContain('dockerfile = "docker/app/Dockerfile"');
});

test("an environment whose image is the same has it under its own name too", () => {
  const text = bake(shop({ app: { build } }, { environments: ["development", "staging", "production"] }));
  expect(text?.match(/^target .*/gm)).toEqual(['target "_image" {', 'target "app" {']);
  expect(block(text, 'group "staging"')).toContain('targets = ["app"]');
  expect(block(text, 'target "app"')).toContain('"production" : IMAGE_TAG}", "shop-app:${IMAGE_TAG == "" ? "staging"');
});

test("a value that is set where images are built is a variable, and a missing one is told", () => {
  const variables = {
    API: { phase: "build", purpose: "Where it is.", default: "/api" },
    KEY: { phase: "build" },
    MODE: { phase: "build", value: "fixed" },
  };
  const text = bake(shop({ app: { build, variables } }));
  expect(block(text, 'target "app"')).toContain(
    'args = {\n    "API" = API\n    "KEY" = KEY\n    "MODE" = "fixed"\n  }',
  );
  expect(block(text, 'variable "API"')).toContain('default = "/api"\n  description = "Where it is."');
  expect(block(text, 'variable "KEY"')).toContain('condition = KEY != ""');
});

test("there is none where nothing is built", () => {
  expect(bake(shop({ db: { image: "postgres:17" } }))).toBeUndefined();
  expect(bake(shop({ app: { build } }, { environments: ["development"] }))).toBeUndefined();
});

test("a secret of a build is mounted from its file", () => {
  const text = bake(
    shop({
      app: {
        build: { ...build, stages: [{ ...build.stages[0], steps: [step] }] },
        variables: { TOKEN: { kind: "secret", phase: "build" } },
      },
    }),
  );
  expect(block(text, 'target "app"')).toContain('secret = ["type=file,id=token,src=secrets/token"]');
  expect(text).not.toContain('variable "TOKEN"');
});
