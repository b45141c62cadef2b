import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ContainerStack, LightProject, Refusal } from ".";

let repository: string;
let folder: string;
let told: jest.SpyInstance;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "quaywright-private-"));
  folder = join(repository, "deep/app");
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(repository, "node_modules"));
  git("init", "--quiet");
  write(".gitignore", "node_modules\n");
  told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  told.mockRestore();
  rmSync(repository, { recursive: true, force: true });
});

const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const synth = (secrets: string | Record<string, string> = "secrets") => {
  const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
  new ContainerStack(project, {
    name: "shop",
    environments: ["development", "production", "staging"],
    services: { app: { image: "app:1", variables: { KEY: { kind: "secret", default: { development: "weak" } } } } },
    files: { secrets },
  });
  project.synth();
};
const said = () => told.mock.calls.map(([text]) => text).join("");

test("what git ignores is nothing to talk about", () => {
  write(".gitignore", ".env\nsecrets/\n");
  write(".env", "A=1\n");
  write("secrets/key", "x");
  synth();
  expect(said()).toBe("");
});

test("what the next `git add` would take is told, with the lines that keep it out", () => {
  write(".env", "A=1\n");
  write("private/key", "x");
  synth("private");
  expect(said()).toBe("git does not ignore `.env`, `private/key`: add `.env`, `private/` to .gitignore.\n");
});

test.each([".env", "secrets/key", "secrets/old's"])("a tracked %s is refused, and nothing is written", (path) => {
  write(path, "x");
  git("add", "--force", path);
  const before = readdirSync(folder);
  expect(() => synth()).toThrow(Refusal);
  expect(() => synth()).toThrow(/git has `.*git rm --cached .*Nothing was written/);
  expect(readdirSync(folder)).toEqual(before);
});

test("a tracked secret of any environment's folder is refused", () => {
  write("private/staging/key", "x");
  git("add", "private/staging/key");
  expect(() => synth({ development: "secrets", production: "secrets", staging: "private/staging" })).toThrow(
    "git has `private/staging/key`",
  );
});

test("the key of a certificate is a secret, too", () => {
  write("tls/privkey.pem", "x");
  const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
  new ContainerStack(project, {
    name: "shop",
    services: {
      edge: {
        build: { sources: [], stages: [{ name: "production", purpose: "is nginx.", from: "nginx:1.30" }] },
        site: { routes: {}, tls: { folder: "./tls", port: 8443, publish: 443 } },
      },
    },
  });
  project.synth();
  expect(said()).toBe("git does not ignore `tls/privkey.pem`: add `tls/` to .gitignore.\n");
  expect(readFileSync(join(folder, "docker/edge/Dockerfile.dockerignore"), "utf8")).toMatch(/^tls$/m);
});

test("it is refused as well where nothing else has changed since the last synth", () => {
  synth();
  write("secrets/key", "x");
  git("add", "secrets/key");
  expect(() => synth()).toThrow("git rm --cached secrets/key");
});

test("a file that keeps the folder in git is no secret", () => {
  write("secrets/.gitignore", "*\n!.gitignore\n");
  write("secrets/key", "x");
  git("add", "secrets");
  synth();
  expect(said()).toBe("");
});
