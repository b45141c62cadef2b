import { randomBytes } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { onEngine } from "./engine";
import { install } from "./installed";
import { freePort } from "./port";
import { type Outcome, run, succeed } from "./run";

jest.setTimeout(600_000);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const workflow = ".github/workflows/containers.yml";

onEngine("what checks a repository of django-react", () => {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-ci-"));
  const name = `ci-${randomBytes(4).toString("hex")}`;
  let env: Readonly<Record<string, string>>;

  /** A line as a job of the host types it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell */
  const typed = (script: string, more: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
    run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd: folder, env: { ...env, ...more } });
  const declare = async (host: string): Promise<void> => {
    const source = readFileSync(resolve(__dirname, "../../templates/django-react/.projenrc.ts"), "utf8");
    const ci = `name: "${name}",\n  ci: ${host},\n  images: { registry: "registry.example.com/acme" },`;
    writeFileSync(join(folder, ".projenrc.ts"), source.replace(/name: "timetracker",(\n {2}ci: .*)?/, ci));
    await succeed("npx", ["quaywright"], { cwd: folder, env });
  };
  /** The scripts of a job, without those that install packages or log in to a registry that is not there. */
  const stepsOf = (job: string): Step[] => {
    const { jobs } = parse(readFileSync(join(folder, workflow), "utf8"));
    return jobs[job].steps.filter(({ run }: Step) => run !== undefined && !/^npm ci|docker login/.test(run));
  };

  beforeAll(async () => {
    cpSync(resolve(__dirname, "../../templates/django-react"), folder, {
      recursive: true,
      filter: (path) => !/\/(node_modules|\.github|secrets|\.env)$/.test(path),
    });
    env = { ...install(folder), IMAGE_TAG: "ci", NGINX_PUBLISHED_PORT: String(await freePort()) };
    await declare('"github"');
    for (const args of [
      ["init", "--quiet"],
      ["add", "."],
      ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "All"],
    ]) {
      await succeed("git", args, { cwd: folder });
    }
  });
  afterAll(async () => {
    await typed(
      `docker image ls --quiet --filter 'reference=registry.example.com/acme/${name}-*' | xargs -r docker image rm --force`,
    );
    rmSync(folder, { recursive: true, force: true });
  });

  test("has no complaint of outside judges", async () => {
    await declare('{ host: "gitlab", updates: "renovate" }');
    const gitlab = readFileSync(join(folder, ".gitlab-ci.yml"), "utf8");
    await declare('"github"');
    writeFileSync(join(folder, "gitlab.yml"), gitlab);
    const schemas = [
      ["vendor.github-workflows", workflow],
      ["vendor.dependabot", ".github/dependabot.yml"],
      ["vendor.gitlab-ci", "--data-transform gitlab-ci gitlab.yml"],
    ];
    const script = [
      "python -m venv /tmp/judges",
      "/tmp/judges/bin/pip install --quiet --no-input zizmor==1.32.0 check-jsonschema==0.39.0",
      "/tmp/judges/bin/zizmor --quiet --offline --no-progress --persona=pedantic .github",
      ...schemas.map(([schema, file]) => `/tmp/judges/bin/check-jsonschema --quiet --builtin-schema ${schema} ${file}`),
    ].join(" && ");
    const container = ["--rm", "--volume", `${folder}:/src:ro`, "--workdir", "/src", "python:3.13-slim-trixie"];
    const { code, stderr, stdout } = await run("docker", ["run", ...container, "sh", "-c", script]);
    rmSync(join(folder, "gitlab.yml"));
    expect({ code, said: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, said: "" });
  });

  test("lets pass what is as declared, and stops at a line that was changed by hand", async () => {
    const check = stepsOf("check");
    expect(check.map(({ run }) => run)).toEqual(expect.arrayContaining(["npx quaywright check --drift"]));
    for (const { run: script = "" } of check) {
      const { code, stderr, stdout } = await typed(script);
      expect({ script, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ script, code: 0, said: "" });
    }
    expect(JSON.parse(readFileSync(join(folder, "quaywright.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    rmSync(join(folder, "quaywright.sarif"));
    appendFileSync(join(folder, "docker-compose.prod.yml"), "# by hand\n");
    expect((await typed("npx quaywright check --drift")).code).toBe(1);
    await succeed("npx", ["quaywright"], { cwd: folder, env });
  });

  test("builds the images that are proposed and starts them with values of its own, and leaves nothing behind", async () => {
    const steps = stepsOf("start");
    const outcomes: (string | number)[][] = [];
    for (const { env: own, if: condition, name: title = "", run: script = "" } of steps) {
      if (condition === "failure()" || condition?.startsWith("github.event_name != 'pull_request'")) continue;
      const { code, stderr, stdout } = await typed(script, own);
      outcomes.push([title, code, ...(code === 0 ? [] : [stdout + stderr])]);
    }
    expect(outcomes).toEqual([
      ["Images", 0],
      ["Values, for this run alone", 0],
      ["Start", 0],
      ["End", 0],
    ]);
    const left = `docker ps --all --quiet --filter label=com.docker.compose.project=${name}-production; docker volume ls --quiet --filter name=${name}`;
    expect((await typed(left)).stdout).toBe("");
  });

  test("builds a release by one platform's machine under a name of its own", async () => {
    const script = stepsOf("build").find(({ run: lines = "" }) => lines.includes("bake"))?.run ?? "";
    const given = { ARCH: "arm64", GIT_REVISION: "abc", NO_CACHE: "false", PLATFORM: "linux/arm64", RELEASE: "true" };
    const { code, stderr, stdout } = await typed(script.replace("--push", "--push --print"), {
      ...given,
      CACHE_TAG: "c",
    });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const { target } = JSON.parse(stdout);
    expect(target.backend).toMatchObject({
      platforms: ["linux/arm64"],
      tags: [`registry.example.com/acme/${name}-backend:abc-arm64`],
      "cache-to": [expect.objectContaining({ ref: `registry.example.com/acme/${name}-backend:c` })],
    });
  });
});
