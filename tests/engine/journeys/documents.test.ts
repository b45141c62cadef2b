import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { clear } from "../clear";
import { onEngine } from "../engine";
import { install } from "../installed";
import { freePort } from "../port";
import { followPage, type Printed, printed } from "../printed";
import { run } from "../run";

jest.setTimeout(900_000);

const home = resolve(__dirname, "../../..");

const all: readonly Documents[] = [
  {
    template: "django-sqlite",
    page: "docs/containers.md",
    name: "notes",
    ports: ["app"],
    files: { development: "compose.yml", production: "compose.prod.yml" },
  },
  {
    template: "django-celery/backend",
    page: "docs/DOCKER.md",
    name: "desideliver",
    ports: ["backend", "db", "flower", "redis"],
    files: { development: "docker-compose.yml", production: "docker-compose.prod.yml" },
  },
  {
    template: "fastapi-dash",
    page: "docs/deployment.md",
    name: "stockroom",
    ports: ["api", "api_debug", "dashboard", "db", "grafana", "nginx", "prometheus", "redis"],
    files: {
      development: "docker-compose.yml -f docker-compose.dev.yml",
      staging: "docker-compose.yml -f docker-compose.staging.yml",
      production: "docker-compose.yml -f docker-compose.prod.yml",
    },
    // no image of it may be here, and no registry either
    without: /\n {4}grafana: .*/,
  },
  {
    template: "flask-sse",
    // read as Markdown, which says the same
    page: "docs/deployment.md",
    written: "docs/deployment.rst",
    name: "eventboard",
    ports: ["app", "app_debug", "nginx"],
    files: {
      development: "docker-compose.yml",
      board: "docker-compose.board.yml",
      production: "docker-compose.prod.yml",
    },
  },
];

interface Documents {
  readonly template: string;
  readonly page: string;
  readonly written?: string;
  readonly name: string;
  /** Services whose ports of the host are set anew. */
  readonly ports: readonly string[];
  readonly files: Readonly<Record<"development" | "production", string>> & Readonly<Record<string, string>>;
  readonly without?: RegExp;
}

/** What looks into containers of an environment. */
const composeOf = (files: string): RegExp =>
  files === "docker-compose.yml" || files === "compose.yml"
    ? /^docker compose (?:exec|logs|ps|images) /
    : new RegExp(`^docker compose -f ${files} `);

onEngine.each(all)(
  "the documents of $template, typed as they are printed",
  ({ files, name, page, ports, template, without = /$^/, written = page }) => {
    const folder = mkdtempSync(join(tmpdir(), "documents-"));
    const mine = `doc${basename(folder).slice(-6).toLowerCase()}`;
    let env: Record<string, string>;
    let commands: readonly Printed[];

    const typed = (line: string) => run("sh", ["-c", line], { cwd: folder, env, timeout: 600 });
    const own = composeOf(files.development);
    const isEdited = ({ line }: Printed) => own.test(line);
    const follow = (...under: readonly string[]) => followPage(commands, under, { cwd: folder, env });

    beforeAll(async () => {
      cpSync(join(home, "templates", template), folder, {
        recursive: true,
        filter: (path) =>
          !/\/(?:node_modules|secrets|\.venv)(?:\/|$)|\/\.env$|db\.sqlite3/.test(path.slice(home.length)),
      });
      env = { ...install(folder) };
      const declaration = readFileSync(join(folder, ".projenrc.ts"), "utf8");
      const changed = declaration.replace(`name: "${name}",`, `name: "${mine}",`).replace(without, "");
      writeFileSync(join(folder, ".projenrc.ts"), changed.replace(written, page));
      expect(await typed("git init --quiet && npx projen && git add .")).toMatchObject({ code: 0 });
      // the ports that it names may be taken here
      const text = readFileSync(join(folder, page), "utf8");
      const moved = new Map<string, string>();
      for (const port of ports) {
        const free = String(await freePort());
        const usual = new RegExp(`\`${port.toUpperCase()}_PUBLISHED_PORT\`[^\\n]*?\`(\\d+)\``).exec(text)?.[1] ?? "";
        moved.set(usual, free);
        env[`${port.toUpperCase()}_PUBLISHED_PORT`] = free;
      }
      commands = printed(
        text
          .replace(/(?<=(?:localhost|127\.0\.0\.1|0\.0\.0\.0):)\d+/g, (port) => moved.get(port) ?? port)
          .replaceAll("http://localhost/", `http://localhost:${moved.get("80")}/`),
      );
    });

    afterAll(async () => {
      await clear(`name=${mine}`);
      await typed(
        `docker image ls --quiet --filter 'reference=${mine}-*' | sort -u | xargs -r docker image rm --force`,
      );
      rmSync(folder, { recursive: true, force: true });
    });

    test("development starts, and the daily commands work", async () => {
      await follow("Quick start", "Development");
      // Ctrl-C has ended them
      expect(await typed(`docker compose -f ${files.development} up --detach --wait`)).toMatchObject({ code: 0 });
      await followPage(commands.filter(isEdited), ["Troubleshooting"], { cwd: folder, env });
      const daily = commands.filter(({ under }) => !under.some((heading) => heading.startsWith("In ")));
      await followPage(daily, ["Daily commands"], { cwd: folder, env });
      expect(await typed(`docker compose -f ${files.development} down --volumes`)).toMatchObject({ code: 0 });
    });

    test("production starts, and every item of the checklist is proven", async () => {
      await follow("Quick start", "Production");
      await follow("Daily commands", "In production");
      await follow("Production checklist");
    });

    test("a backup is made and restored, and another version takes over", async () => {
      await follow("Backup and restore", "Backup");
      if (commands.some(({ under }) => under.includes("The drill"))) await follow("Backup and restore", "The drill");
      await follow("Backup and restore", "Restore");
      await follow("Upgrade and rollback");
    });

    test("what a reader looks with in trouble can be typed as well", async () => {
      const others = commands.filter((command) => !isEdited(command));
      await followPage(others, ["Troubleshooting"], { cwd: folder, env });
      await follow("Security");
      await follow("Requirements");
    });

    const others = Object.keys(files).filter((environment) => !["development", "production"].includes(environment));
    (others.length > 0 ? test : test.skip)("every other environment starts as well, and is backed up", async () => {
      expect(await typed(`docker compose -f ${files.production} --profile '*' down`)).toMatchObject({ code: 0 });
      for (const environment of others) {
        // as on a machine of its own
        rmSync(join(folder, "secrets"), { recursive: true });
        await follow("Quick start", `${environment.charAt(0).toUpperCase()}${environment.slice(1)}`);
        await follow("Daily commands", `In ${environment}`);
        if (commands.some(({ under }) => under.includes(`Backups of ${environment}`))) {
          await follow("Backup and restore", `Backups of ${environment}`);
        }
      }
    });

    test("uninstalling leaves nothing", async () => {
      await follow("Uninstalling");
      const { stdout } = await typed(
        `docker ps --all --quiet --filter name=${mine}; docker volume ls --quiet --filter name=${mine}-`,
      );
      expect(stdout.split("\n").filter((line) => line !== "")).toEqual([]);
    });
  },
);
