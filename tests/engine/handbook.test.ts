import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ask, json } from "./ask";
import { clear } from "./clear";
import { onEngine } from "./engine";
import { install } from "./installed";
import { freePort } from "./port";
import { followPage, type Printed, printed } from "./printed";
import { type Outcome, run } from "./run";
import { eventually } from "./stack";

jest.setTimeout(900_000);

const home = resolve(__dirname, "../..");

onEngine("the handbook of django-react, typed as it is printed on a fresh copy", () => {
  const folder = mkdtempSync(join(tmpdir(), "handbook-"));
  const name = `hb${basename(folder).slice(-6).toLowerCase()}`;
  let env: Readonly<Record<string, string>>;
  let ports: { db: number; backend: number; frontend: number; nginx: number };
  let commands: readonly Printed[];

  const typed = (line: string): Promise<Outcome> => run("sh", ["-c", line], { cwd: folder, env, timeout: 600 });

  const isEdited = ({ line }: Printed) => line.startsWith("docker compose -f docker-compose.dev.yml ");

  /** Types every command under these headings. */
  const follow = (...under: readonly string[]) => followPage(commands, under, { cwd: folder, env });

  beforeAll(async () => {
    ports = { db: await freePort(), backend: await freePort(), frontend: await freePort(), nginx: await freePort() };
    cpSync(join(home, "templates/django-react"), folder, {
      recursive: true,
      filter: (path) => !/\/(?:node_modules|secrets|backups)(?:\/|$)|\/\.env$/.test(path.slice(home.length)),
    });
    env = install(folder);
    const declaration = readFileSync(join(folder, ".projenrc.ts"), "utf8")
      .replace('name: "timetracker",', `name: "${name}",`)
      .replace('version: "17",', `version: "17", publish: ${ports.db},`)
      .replace("replicas: {", `publish: { development: ${ports.backend} },\n      replicas: {`)
      .replace(/frontend: (vite\(.*\)),/, `frontend: { ...$1, publish: { development: ${ports.frontend} } },`)
      .replace("gateway({", `gateway({ publish: ${ports.nginx},`);
    writeFileSync(join(folder, ".projenrc.ts"), declaration);
    expect(await typed("git init --quiet && npx projen && git add .")).toMatchObject({ code: 0 });
    commands = printed(readFileSync(join(folder, "docs/deployment.md"), "utf8"));
  });

  afterAll(async () => {
    await clear(`name=${name}`);
    await typed(`docker image ls --quiet --filter 'reference=${name}-*' | sort -u | xargs -r docker image rm --force`);
    rmSync(folder, { recursive: true, force: true });
  });

  const api = (path: string) => `http://127.0.0.1:${ports.nginx}${path}`;
  const host = { host: "www.example.com" };
  const entries = async () =>
    json<{ entries: { title: string }[] }>(
      await ask(api("/api/entries/?day=2025-03-15"), { headers: host }),
    ).entries.map(({ title }) => title);
  const add = (title: string) =>
    ask(api("/api/entries/"), { headers: host, body: { day: "2025-03-15", title, minutes: 5 } });

  test("development starts, and the daily commands work", async () => {
    await follow("Quick start", "Development");
    // Ctrl-C has ended them
    expect(await typed("docker compose -f docker-compose.dev.yml up --detach --wait")).toMatchObject({ code: 0 });
    await followPage(commands.filter(isEdited), ["Troubleshooting"], { cwd: folder, env });
    await followPage(
      commands.filter(({ under }) => !under.includes("In production")),
      ["Daily commands"],
      { cwd: folder, env },
    );
  });

  test("production starts, and every item of the checklist is proven", async () => {
    await follow("Quick start", "Production");
    await follow("Daily commands", "In production");
    await follow("Production checklist");
  });

  test("what a backup holds is there after a restore, and what came later is gone", async () => {
    expect((await add("before")).status).toBe(201);
    await follow("Backup and restore", "Backup");
    expect((await add("after")).status).toBe(201);
    expect(await entries()).toEqual(expect.arrayContaining(["before", "after"]));
    await follow("Backup and restore", "The drill");
    await follow("Backup and restore", "Restore");
    // nginx asks for the backend's new address every second or two
    await eventually(
      () => ask(api("/api/entries/"), { headers: host }),
      ({ status }) => status === 200,
      10,
    );
    expect(await entries()).toEqual(["before"]);
  });

  test("a password and a key are changed, and the data is still there", async () => {
    const old = readFileSync(join(folder, "secrets/postgres_password"), "utf8");
    await follow("Secrets", "Change the password of the database");
    await follow("Secrets", "Sign with a new key, and accept the old one for a while");
    expect(readFileSync(join(folder, "secrets/postgres_password"), "utf8")).not.toBe(old);
    expect(await entries()).toEqual(["before"]);
  });

  test("a new version is started, and the last one again", async () => {
    await follow("Upgrade and rollback");
    expect(await entries()).toEqual(["before"]);
  });

  test("the database moves to the next major version with its data", async () => {
    await follow("Backup and restore", "Dump the database");
    const declaration = readFileSync(join(folder, ".projenrc.ts"), "utf8");
    writeFileSync(join(folder, ".projenrc.ts"), declaration.replace('version: "17"', 'version: "18"'));
    await follow("Another major version of a database");
    expect(await entries()).toEqual(["before"]);
    const { stdout } = await typed("docker compose -f docker-compose.prod.yml exec -T db postgres --version");
    expect(stdout).toContain(" 18");
  });

  test("what a reader looks with in trouble can be typed as well", async () => {
    const others = commands.filter((command) => !isEdited(command));
    await followPage(others, ["Troubleshooting"], { cwd: folder, env });
    await follow("Security");
    await follow("Requirements");
    await follow("Hosting it yourself", "On a single board");
  });

  test("uninstalling leaves nothing", async () => {
    await follow("Uninstalling");
    const { stdout } = await typed(
      `docker ps --all --quiet --filter name=${name}; docker volume ls --quiet --filter name=${name}-`,
    );
    expect(stdout.split("\n").filter((line) => line !== "")).toEqual([]);
  });
});
