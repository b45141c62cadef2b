import { service as declared, type Stack, type WrittenDockerfile } from "../index";
import { resolve } from "./index";

const found: WrittenDockerfile = {
  problems: [],
  stages: [
    { name: "base", from: "python:3.13-slim", takes: [], reads: ["legacy/server.py"] },
    { name: "development", from: "base", takes: [], reads: [] },
    { name: "2", from: "base", takes: [], reads: [] },
  ],
  arguments: ["RELEASE"],
  secrets: ["npm_token"],
  ignored: [],
};
const build = { dockerfile: "docker/legacy/Dockerfile", context: "legacy" };

function stacksOf(legacy: object, services: object = {}): readonly Stack[] {
  const result = resolve({ name: "shop", services: { legacy: { build, ...legacy }, ...services } }, { legacy: found });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
}
const service = (stacks: readonly Stack[], environment: string, name = "legacy") =>
  stacks.find((stack) => stack.environment === environment)!.services.find((each) => each.name === name)!;

test("the compiler knows what may be said of one", () => {
  expect(declared({ build, target: { development: "debug" } })).toBeDefined();
  // @ts-expect-error: arguments are variables of the service
  expect(declared({ build: { ...build, args: { RELEASE: "7" } } })).toBeDefined();
});

test("each environment builds its stage: `development`, or the last, which may have no name", () => {
  const stacks = stacksOf({});
  expect(service(stacks, "development").image).toMatchObject({ ...build, target: "development" });
  expect(service(stacks, "production").image).toMatchObject(build);
  expect(service(stacks, "production").image).not.toHaveProperty("target");
});

test("what is read at build are its arguments, and the secrets that it mounts", () => {
  const variables = { RELEASE: { phase: "build", value: "7" }, NPM_TOKEN: { phase: "build", kind: "secret" } };
  const { image } = service(stacksOf({ variables }), "production");
  expect(image).toMatchObject({ arguments: [{ name: "RELEASE" }], secrets: ["npm_token"] });
});

test("those who run its code start as it does, with its secrets", () => {
  const legacy = { entrypoint: ["python"], command: ["server.py"], variables: { KEY: { kind: "secret" } } };
  const stacks = stacksOf(legacy, { worker: { of: "legacy", command: ["worker.py"] } });
  const { command, entrypoint, image } = service(stacks, "production", "worker");
  expect(entrypoint).toEqual(service(stacks, "production").entrypoint);
  expect(entrypoint).toEqual(["sh", "-c", expect.stringContaining("KEY"), "sh", "python"]);
  expect([command, image.kind === "built" && image.owner]).toEqual([["worker.py"], false]);
});

test("a Dockerfile that nobody has read is no build", () => {
  const result = resolve({ name: "shop", services: { legacy: { build } } });
  expect(result).toMatchObject({ problems: [{ at: ["services", "legacy", "build", "dockerfile"] }] });
});
