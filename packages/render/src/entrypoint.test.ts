import { spawnSync } from "node:child_process";
import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { plan } from "./plan";

const stage = (name: "development" | "production", command: string[]) => ({
  name,
  purpose: "runs it.",
  from: "debian:trixie-slim",
  entrypoint: name,
  command,
});

const scriptOf = (app: object, file = "entrypoint.sh"): string => {
  const stages = [stage("development", ["echo", "develops"]), stage("production", ["echo", "serves", "it's"])];
  const declaration: UncheckedDeclaration = {
    name: "shop",
    services: {
      app: { build: { sources: [], stages }, variables: { MODE: "fast" }, ...app },
      worker: { of: "app", command: ["echo", "works"] },
    },
  };
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return plan(result.stacks).find(({ path }) => path === `docker/app/${file}`)!.text;
};
const enter = (script: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): string => {
  const { stderr, stdout } = spawnSync("sh", ["-s", "--", ...command], {
    input: script,
    env: { PATH: process.env.PATH, ...env },
  });
  return `${stdout}${stderr}`;
};

describe("jobs at the start", () => {
  const jobs = { migrate: { when: "start", command: ["echo", "migrates"] } };

  test("run before the service's own command, whatever follows it", () => {
    expect(enter(scriptOf({ jobs }), ["echo", "serves", "it's"])).toBe("migrates\nserves it's\n");
    expect(enter(scriptOf({ jobs }), ["echo", "serves", "it's", "--fast"])).toBe("migrates\nserves it's --fast\n");
    expect(enter(scriptOf({ jobs }, "entrypoint.dev.sh"), ["echo", "develops"])).toBe("migrates\ndevelops\n");
  });

  test("run before the command that an environment gives it", () => {
    const script = scriptOf({ jobs, command: { production: ["echo", "listens"] } });
    expect(enter(script, ["echo", "listens"])).toBe("migrates\nlistens\n");
  });

  test("do not run for a worker of the image, nor for what someone runs in it", () => {
    expect(enter(scriptOf({ jobs }), ["echo", "works"])).toBe("works\n");
    expect(enter(scriptOf({ jobs }), ["true"])).toBe("");
  });
});

describe("a wrapper", () => {
  const agent = ["env", "MEASURED=it's so", "sh", "-c", 'echo "$MEASURED"; exec "$@"', "agent"];
  const script = scriptOf({
    variables: {
      KEY: { kind: "secret", optional: true },
      MEASURE: { kind: "boolean", default: "False" },
    },
    wrappers: { KEY: agent, MEASURE: ["echo", "with"] },
  });

  test("stands before the command while its variable is set", () => {
    expect(enter(script, ["echo", "works"], { KEY: "k" })).toBe("it's so\nworks\n");
    expect(enter(script, ["echo", "works"], { MEASURE: "true" })).toBe("with echo works\n");
  });

  test("is not there while it is blank or false", () => {
    expect(enter(script, ["echo", "works"], { KEY: "", MEASURE: "False" })).toBe("works\n");
  });

  test("that waits for a variable which nobody can set is an error", () => {
    const result = resolve({
      name: "shop",
      services: { app: { image: "a:1", variables: { KEY: "k" }, wrappers: { KEI: ["agent"] } } },
    });
    expect("problems" in result && result.problems).toMatchObject([
      { at: ["services", "app", "wrappers", "KEI"], found: "variable `KEI`", suggestion: "KEY" },
    ]);
  });
});
