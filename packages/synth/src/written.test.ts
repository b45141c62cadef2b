import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ContainerStack } from "./container-stack";
import { LightProject } from "./light-project";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-written-"));
  process.env.PROJEN_DISABLE_POST = "true";
  write("docker/legacy/Dockerfile", dockerfile);
  write("legacy/server.py", "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dockerfile = `FROM python:3.13-slim-trixie AS base
ARG RELEASE=none
COPY server.py /srv/
USER 1001:1001
CMD ["python", "/srv/server.py"]

FROM base AS debug

FROM base
`;
const build = { dockerfile: "docker/legacy/Dockerfile", context: "legacy" };
const read = (path: string) => readFileSync(join(folder, path), "utf8");

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function synth(legacy: object = {}, more: object = {}): void {
  const project = new LightProject({ name: "shop", outdir: folder, synth: ["true"] });
  const services = { legacy: { build, port: 8000, ...legacy } };
  new ContainerStack(project, { name: "shop", services, ...more } as never);
  project.synth();
}

/** What a synth says beside what it writes. */
function told(work: () => void): string {
  const said: string[] = [];
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return said.join("");
}

test("it is built as it stands, by Compose and bake, and stays a person's", () => {
  synth({ target: { development: "debug" } });
  expect(read("compose.yaml")).toMatch(
    /context: \.\/legacy\n +dockerfile: \.\.\/docker\/legacy\/Dockerfile\n +target: debug\n/,
  );
  expect(read("compose.production.yaml")).toMatch(/dockerfile: \.\.\/docker\/legacy\/Dockerfile\n +init/);
  expect(read("docker-bake.hcl")).toContain('context = "legacy"\n  dockerfile = "../docker/legacy/Dockerfile"\n  tags');
  expect(read("docker/legacy/Dockerfile")).toBe(dockerfile);
  expect(read(".projen/quaywright.json")).not.toContain("docker/legacy/Dockerfile");
});

test("its inputs for Nx are what it copies, and follow it", () => {
  write("legacy/.dockerignore", "*\n!server.py\n**/*.tmp\n");
  const inputs = () => JSON.parse(read("docker/legacy/project.json")).namedInputs;
  const once = (target?: string) => {
    told(() => synth({ ...(target && { target }) }, { nx: true }));
    return inputs();
  };
  expect(once().context.filter((each: string) => !each.endsWith("/**/*"))).toEqual([
    "{workspaceRoot}/legacy/server.py",
    "!{workspaceRoot}/legacy/**/*.tmp",
  ]);
  expect(inputs().definition).toContain("{workspaceRoot}/legacy/.dockerignore");
  write("docker/legacy/Dockerfile", dockerfile.replace("server.py", "."));
  expect(once().context).toContain("{workspaceRoot}/legacy/**/*");
});

test("a target leaves out the stages that are not built for it", () => {
  write("docker/legacy/Dockerfile", `${dockerfile.replace("FROM base AS debug", "FROM a:1 AS debug\nCOPY notes /")}`);
  told(() => synth({}, { nx: true }));
  expect(read("docker/legacy/project.json")).not.toContain("notes");
});

test.each([
  [
    "a file that is not there",
    { build: { ...build, dockerfile: "docker/legcy/Dockerfile" } },
    /which is not there[\s\S]*Did you mean `docker\/legacy\/Dockerfile`/,
  ],
  [
    "a context that is not there",
    { build: { ...build, context: "old" } },
    /at services.legacy.build.context\n +Unexpected `old`, which is not there/,
  ],
  [
    "a context outside of the project",
    { build: { ...build, context: "../old" } },
    /at services.legacy.build.context[\s\S]*`outside/,
  ],
  ["a context alone, as in Compose", { build: { context: "legacy" } }, /at services.legacy.build.dockerfile/],
  [
    "a stage that it does not have",
    { target: "debgu" },
    /at services.legacy.target\n +Unexpected stage `debgu`, which `docker\/legacy\/Dockerfile` does not have.*\n +Did you mean `debug`/,
  ],
  [
    "an argument that it does not take",
    { variables: { RELEAS: { phase: "build", value: "1" } } },
    /a build argument that `docker\/legacy\/Dockerfile` does not take, expected `ARG RELEAS`/,
  ],
  [
    "a secret that it does not mount",
    { variables: { NPM_TOKEN: { phase: "build", kind: "secret" } } },
    /--mount=type=secret,id=npm_token/,
  ],
  [
    "what only an entrypoint of ours does",
    { user: { development: "host" }, seeds: { "/a": "/b" } },
    /`seeds` of an image from[\s\S]*`host` for an image from/,
  ],
  [
    "keys that Compose has in its build",
    { build: { ...build, args: { A: "1" } } },
    /Unexpected key `args`, expected `variables` of the service/,
  ],
])("%s is an error with its place, and nothing is written", (_, legacy, message) => {
  expect(() => synth(legacy)).toThrow(message);
  expect(() => read("compose.yaml")).toThrow("ENOENT");
});

test("what is no Dockerfile is told with its line", () => {
  write("docker/legacy/Dockerfile", "FROM a:1\nCOPPY . /\n");
  expect(() => synth()).toThrow(/`docker\/legacy\/Dockerfile`, where in line 2 there is no instruction `COPPY`/);
  write("docker/legacy/Dockerfile", "# nothing\n");
  expect(() => synth()).toThrow(/which has no `FROM`/);
});

test("one that is generated is nobody's to keep", () => {
  const stages = [{ name: "production", purpose: "is it.", from: "a:1" }];
  rmSync(join(folder, "docker"), { recursive: true });
  synth({ build: { stages, sources: ["legacy"] } });
  const before = read("docker/legacy/Dockerfile");
  expect(() => synth()).toThrow(/`docker\/legacy\/Dockerfile`, which is generated/);
  expect(read("docker/legacy/Dockerfile")).toBe(before);
});

test("the checker's errors in it are told at each synth, until they are waived, and stop none", () => {
  write("docker/legacy/Dockerfile", dockerfile.replace("3.13-slim-trixie", "latest"));
  const latest = /docker\/legacy\/Dockerfile:1: `python:latest` .*rule: "base-image-latest"/;
  mkdirSync(join(folder, "node_modules"));
  expect(told(synth)).toMatch(latest);
  expect(told(synth)).toMatch(latest);
  const waivers = [
    { rule: "base-image-latest", reason: "moves with the next release", owner: "Ada", expires: "2999-01-31" },
  ];
  expect(told(() => synth({}, { waivers }))).not.toMatch(latest);
});

test("the checker's errors in what is generated stop it all the same", () => {
  expect(() => synth({ compose: { privileged: true } })).toThrow(/nothing was written[\s\S]*privileged/);
});
