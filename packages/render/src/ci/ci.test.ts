import { printProblems, resolve } from "@quaywright/model";
import { parse } from "yaml";
import { planCi } from ".";

const build = { stages: [{ name: "production", purpose: "is it.", from: "python:3.13-slim" }], sources: ["app"] };
const services = { app: { build }, db: { image: "postgres:17" } };

const resolved = (more: object) => resolve({ name: "shop", services, ...more });

function files(more: object): Record<string, string> {
  const result = resolved(more);
  if ("problems" in result) throw new Error(printProblems("shop", result.problems));
  return Object.fromEntries(planCi(result.stacks).map(({ path, text }) => [path, text]));
}

interface Job {
  readonly "runs-on"?: string;
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly if?: string }[];
  readonly strategy: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
}

const workflow = ".github/workflows/containers.yml";
const jobs = (more: object): Record<string, Job> => parse(files({ ci: "github", ...more })[workflow] ?? "").jobs;
const registry = { images: { registry: "ghcr.io/acme" } };

test("without a word about it there is nothing", () => {
  expect(files(registry)).toEqual({});
});

test("images that stay here are built and started, and not published", () => {
  expect(Object.keys(jobs({}))).toEqual(["check", "start"]);
  expect(Object.keys(jobs(registry))).toEqual(["check", "build", "start", "release"]);
});

test("with Nx, what a change does not touch is not built", () => {
  const { build, release, start } = jobs({ ...registry, nx: true });
  expect(build).toMatchObject({
    needs: ["images"],
    if: expect.stringMatching(/ && needs\.images\.outputs\.targets != ''$/),
  });
  for (const job of [build, start, release])
    expect(job?.env).toHaveProperty("TARGETS", "${{ needs.images.outputs.targets }}");
  for (const job of [start, release]) expect(job?.needs).toContain("images");
});

test("with Nx and no registry, there is nowhere to take the others from", () => {
  expect(jobs({ nx: true })).toEqual(jobs({}));
});

test("nothing is built twice: what is pushed is started, and only then has a name", () => {
  const { release, start } = jobs(registry);
  const steps = start?.steps.filter(({ run = "" }) => /buildx bake|docker pull/.test(run)).map((step) => step.if);
  const published = "github.event_name != 'pull_request' && (github.ref_type == 'tag' || github.ref_name == 'main')";
  expect(steps).toEqual([`!(${published})`, published]);
  expect(release?.needs).toEqual(["check", "start"]);
});

test("the stack is started on a machine that its images are for", () => {
  const platforms = ["linux/arm64"];
  expect(jobs({ images: { ...registry.images, platforms } }).start?.["runs-on"]).toBe("ubuntu-24.04-arm");
});

test("every action is pinned to a commit, with its version behind it", () => {
  const uses = files({ ci: "github", ...registry })[workflow]?.match(/uses: .*/g) ?? [];
  expect(uses.length).toBeGreaterThan(6);
  for (const each of uses) expect(each).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("another commit of an action is taken from the declaration", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const text = files({ ci: { host: "github", actions: { "actions/checkout": `${commit} v9.0.0` } } })[workflow];
  expect(text).toContain(`uses: actions/checkout@${commit} # v9.0.0\n`);
});

test("no script has an expression in it, which whoever names a branch could fill", () => {
  const scripts = Object.values(jobs(registry)).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(10);
  for (const script of scripts) expect(script).not.toContain("${{");
});

test("nothing may be written by those who propose a change", () => {
  const { check, images, start } = jobs({ ...registry, nx: true });
  for (const job of [images, start]) expect(job?.permissions).toEqual({ contents: "read", packages: "read" });
  expect(check?.permissions).toEqual({ contents: "read", "security-events": "write" });
  expect(jobs(registry).build?.if).toContain("github.event_name != 'pull_request'");
});

test("each platform is built by a machine of its kind, and emulated where there is none", () => {
  const platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7"];
  const built = jobs({ images: { ...registry.images, platforms } }).build;
  expect(built?.strategy.matrix.include).toEqual([
    { arch: "amd64", platform: "linux/amd64", runner: "ubuntu-24.04" },
    { arch: "arm64", platform: "linux/arm64", runner: "ubuntu-24.04-arm" },
    { arch: "arm-v7", platform: "linux/arm/v7", runner: "ubuntu-24.04" },
  ]);
  const emulation = built?.steps.find(({ run }) => run?.includes("binfmt"));
  expect(emulation).toMatchObject({ if: "matrix.arch == 'arm-v7'", run: expect.stringMatching(/--install arm$/) });
});

test("whoever logs in to another registry than GitHub's has secrets of the repository for it", () => {
  const text = files({ ci: "github", images: { registry: "registry.example.com:5000/acme" } })[workflow];
  expect(text).toContain("--password-stdin registry.example.com:5000\n");
  expect(text).toContain("secrets.REGISTRY_TOKEN");
  expect(files({ ci: "github", images: { registry: "acme" } })[workflow]).toContain("--password-stdin docker.io\n");
});

test("who looks for newer images sees ours, and can be another one or nobody", () => {
  expect(Object.keys(files({ ci: "github" }))).toEqual([workflow, ".github/dependabot.yml"]);
  expect(Object.keys(files({ ci: "gitlab" }))).toEqual([".gitlab-ci.yml", "renovate.json5"]);
  expect(Object.keys(files({ ci: { host: "github", updates: false } }))).toEqual([workflow]);
  const { updates } = parse(files({ ci: "github" })[".github/dependabot.yml"] ?? "");
  expect(updates[0]).toMatchObject({ "package-ecosystem": "docker", directories: ["/docker/app"] });
});

test("Renovate finds the version of a service where it is declared", () => {
  const text = files({ ci: { host: "github", updates: "renovate" } })["renovate.json5"] ?? "";
  const { customManagers } = JSON.parse(text.replace(/^\/\/.*\n/gm, ""));
  const declaration = `services: {\n  app: flask({ version: "3.13" }),\n  db: { ...postgres({ name: "x", version: "17" }) },\n}`;
  const seen = customManagers.map(({ depNameTemplate, matchStrings }: Record<string, string>) => [
    depNameTemplate,
    new RegExp(matchStrings?.[0] ?? "").exec(declaration)?.groups?.currentValue,
  ]);
  expect(seen).toEqual([
    ["python", "3.13"],
    ["postgres", "17"],
  ]);
});

test("what a run has to be given fits the rules of the declaration", () => {
  const variables = {
    HOSTS: { kind: "list", purpose: "Names." },
    TOKEN: { kind: "secret", purpose: "A key.", issued: "the bank", rule: { minimumLength: 20 } },
    LEVEL: { purpose: "How much.", rule: { oneOf: ["low", "high"] } },
  };
  const script = jobs({ services: { app: { build, variables } } })
    .start?.steps.map(({ run = "" }) => run)
    .join("\n");
  expect(script).toContain("echo 'HOSTS=sample' >> .env");
  expect(script).toContain("echo 'LEVEL=low' >> .env");
  expect(script).toContain("printf %s sample-sample-sample > secrets/token");
});

test("what is no host is refused, where it stands", () => {
  expect(resolved({ ci: "github-actions" })).toEqual({
    problems: [expect.objectContaining({ at: ["ci"], found: '`"github-actions"`' })],
  });
  expect(resolved({ ci: { host: "github", actions: { "actions/checkout": "v6" } } })).toEqual({
    problems: [expect.objectContaining({ at: ["ci", "actions", "actions/checkout"] })],
  });
});
