import { mkdtempSync, readFileSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { onEngine } from "./engine";
import { type GeneratedFile, generated, stacks } from "./generated";
import { onPath } from "./on-path";
import { type Outcome, run } from "./run";

jest.setTimeout(120_000);

/** What a judge without a complaint comes to. */
const content: Outcome = { code: 0, stdout: "", stderr: "" };

const dockerfiles = generated(/Dockerfile$/).flatMap((file) => stages(file).map((stage) => ({ ...file, stage })));
const locked = ["run", "--rm", "--read-only", "--tmpfs=/tmp", "--network=none", "--cap-drop=ALL"];

onEngine("the engine's own judges have no complaint of", () => {
  test.each(stacks)("$template in $environment: docker compose config", async ({ files, folder }) => {
    expect(
      await run("docker", ["compose", ...files.flatMap((file) => ["--file", file]), "config", "--quiet"], {
        cwd: folder,
        env: Object.assign({}, ...files.map((file) => requiredBy(join(folder, file)))),
      }),
    ).toEqual(content);
  });

  test.each(dockerfiles)("$template/$path: docker build --check --target $stage", async ({ stage, ...file }) => {
    const empty = mkdtempSync(join(tmpdir(), "quaywright-context-"));
    const check = [
      "build",
      "--check",
      "--progress=quiet",
      "--file",
      file.path,
      "--target",
      stage,
      ...sources(file, empty),
    ];
    const { code, stdout, stderr } = await run("docker", check, { cwd: file.folder });
    rmdirSync(empty);
    const said = `${stdout}${stderr}`.trim();
    expect({ code, said }).toEqual({ code: 0, said: "Check complete, no warnings found." });
  });

  const asNginx = ["--user=101", "--tmpfs=/var/cache/nginx:uid=101"];
  const sites = generated(/(?<!\/main)\.conf$/);
  test.each(sites)("$template/$path: nginx -t, where no upstream resolves", async ({ folder, path }) => {
    const main = join(folder, dirname(path), "main.conf");
    const mounts = [`${main}:/etc/nginx/nginx.conf:ro`, `${join(folder, path)}:/etc/nginx/conf.d/default.conf:ro`];
    const image = "nginxinc/nginx-unprivileged:1.30-alpine";
    const mounted = [...asNginx, ...mounts.map((mount) => `--volume=${mount}`), "--entrypoint=nginx"];
    const { code, stderr } = await run("docker", [...locked, ...mounted, image, "-t"]);
    const complaints = stderr.split("\n").filter((line) => line.includes("["));
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
  });

  test.each(generated(/\.py$/))("$template/$path: py_compile", async ({ folder, path }) => {
    const file = `/src/${basename(path)}`;
    const mounted = [`--volume=${join(folder, path)}:${file}:ro`, "--env=PYTHONPYCACHEPREFIX=/tmp"];
    const python = ["python:3.13-slim-trixie", "python", "-W", "error", "-m", "py_compile", file];
    expect(await run("docker", [...locked, ...mounted, ...python])).toEqual(content);
  });
});

describe.each([
  ["shellcheck", ["--severity=style", "--shell=sh"]],
  ["dash", ["-n"]],
  ["busybox", ["sh", "-n"]],
  ["bash", ["--posix", "-n"]],
])("%s %j has no complaint of", (name, options) => {
  const judge = onPath(name);
  const ask = judge === undefined ? test.skip : test;
  ask.each(generated(/\.sh$/))("$template/$path", async ({ folder, path }) => {
    expect(await run(judge ?? "", [...options, path], { cwd: folder })).toEqual(content);
  });
});

/** The named stages of a Dockerfile. */
function stages({ folder, path }: GeneratedFile): string[] {
  return [...readFileSync(join(folder, path), "utf8").matchAll(/^FROM .* AS (\S+)$/gm)].map(([, name]) => name!);
}

/** A value for each variable without which Compose reads no file. */
function requiredBy(file: string): Record<string, string> {
  const names = [...readFileSync(file, "utf8").matchAll(/(?<!\$)\$\{(\w+):\?/g)].map(([, name = ""]) => name);
  return Object.fromEntries(names.map((name) => [name, "x"]));
}

/** Where Compose says that a Dockerfile takes its files from; other services' images, which no judge needs, are empty. */
function sources({ folder, path }: GeneratedFile, empty: string): string[] {
  const texts = generated(/compose[^/]*\.ya?ml$/)
    .filter((file) => file.folder === folder)
    .map((file) => readFileSync(join(folder, file.path), "utf8"));
  const builds = texts
    .flatMap((text) => Object.values<Service>(parse(text).services))
    .flatMap((service) => service.build ?? [])
    // in layers, the file of an environment holds the target alone
    .filter(({ context, dockerfile }) => dockerfile !== undefined && join(context ?? ".", dockerfile) === path);
  const images = builds.flatMap(({ additional_contexts = {} }) => Object.keys(additional_contexts));
  return [...images.map((name) => `--build-context=${name}=${empty}`), builds[0]!.context ?? "."];
}

/** What is read here of a service. */
interface Service {
  readonly build?: {
    readonly context?: string;
    readonly dockerfile?: string;
    readonly additional_contexts?: object;
  };
}
