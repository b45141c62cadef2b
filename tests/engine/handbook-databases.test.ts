import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { renderHandbook } from "@quaywright/handbook";
import { resolve, type Stack, type UncheckedDeclaration } from "@quaywright/model";
import { mariadb, redis, valkey } from "@quaywright/presets";
import { plan } from "@quaywright/render";
import { onEngine } from "./engine";
import { followPage, type Printed, printed } from "./printed";
import { type Outcome, run } from "./run";

jest.setTimeout(600_000);

const strong = "0123456789abcdef0123456789abcdef";

/** A stack of one server in production, with its page, in a folder of its own. */
class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "handbook-server-"));
  commands: readonly Printed[] = [];

  constructor(service: object) {
    for (const { file } of this.declare(service).inputs) if (file !== undefined) this.save(file, `${strong}\n`);
    chmodSync(join(this.folder, "secrets"), 0o700);
  }

  /** Writes its files, as a synth does. */
  declare(service: object): Stack {
    const declaration = {
      name: `hs${basename(this.folder).slice(-6).toLowerCase()}`,
      environments: ["production"],
      handbook: { "all.md": "all" },
      services: { db: service },
    };
    const resolved = resolve(declaration as unknown as UncheckedDeclaration);
    if ("problems" in resolved) throw new Error(JSON.stringify(resolved.problems));
    for (const { path, text } of plan(resolved.stacks)) this.save(path, text);
    const [page] = renderHandbook(resolved.stacks);
    // the folder is neither a repository nor has it packages
    this.commands = printed(page !== undefined && "text" in page ? page.text : "").filter(
      ({ line }) => !/^(?:git |npx quaywright)/.test(line),
    );
    return resolved.stacks[0]!;
  }

  save(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
    chmodSync(join(this.folder, path), 0o644);
  }

  typed = (line: string, input = ""): Promise<Outcome> => run("sh", ["-c", line], { cwd: this.folder, input });
  compose = (line: string, input = ""): Promise<Outcome> =>
    this.typed(`docker compose -f compose.production.yaml ${line}`, input);
  follow = (...under: readonly string[]): Promise<void> => followPage(this.commands, under, { cwd: this.folder });

  async remove(): Promise<void> {
    await this.compose("down --volumes --remove-orphans --timeout 5");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

onEngine("the handbook of a server", () => {
  let server: Server;
  afterEach(() => server.remove());

  test("of MariaDB: its dump brings back what was there, and its password can be changed", async () => {
    server = new Server(mariadb({ version: "11.8", name: "shop" }));
    expect(await server.compose("up --detach --wait")).toMatchObject({ code: 0 });
    const sql = (text: string) =>
      server.compose(
        `exec -T db sh -c 'MYSQL_PWD="$(cat "$MARIADB_PASSWORD_FILE")" mariadb -N -u "$MARIADB_USER" "$MARIADB_DATABASE"'`,
        text,
      );
    await sql("CREATE TABLE goods (name TEXT); INSERT INTO goods VALUES ('before');");
    await server.follow("Backup and restore", "Dump the database");
    await sql("UPDATE goods SET name = 'after';");
    await server.follow("Backup and restore", "The drill");
    expect((await sql("SELECT name FROM goods;")).stdout).toBe("after\n");
    await server.follow("Backup and restore", "Restore", "Restore the database");
    expect((await sql("SELECT name FROM goods;")).stdout).toBe("before\n");
    await server.follow("Secrets", "Change the password of the database");
    expect((await sql("SELECT name FROM goods;")).stdout).toBe("before\n");
    await server.follow("Troubleshooting", "Too many connections");
    await server.follow("Production checklist");
  });

  test("of MariaDB: it moves to the next major version with its data", async () => {
    server = new Server(mariadb({ version: "11", name: "shop" }));
    expect(await server.compose("up --detach --wait")).toMatchObject({ code: 0 });
    const upgrade = server.commands.filter(({ under }) => under.includes("Another major version of a database"));
    expect(upgrade[0]?.line).toBe("npx projen");
    server.declare(mariadb({ version: "11.8", name: "shop" }));
    await followPage(upgrade.slice(1), [], { cwd: server.folder });
    expect((await server.typed("docker compose -f compose.production.yaml ps")).stdout).toContain("mariadb:11.8");
  });

  test.each([
    ["Redis", "7", redis],
    ["Redis", "8-alpine", redis],
    ["Valkey", "8", valkey],
  ])(
    "of %s %s: its snapshot brings back what was there, and its password can be changed",
    async (title, version, preset) => {
      server = new Server(preset({ version }));
      expect(await server.compose("up --detach --wait")).toMatchObject({ code: 0 });
      const ask = async (words: string) => {
        const client = `REDISCLI_AUTH=$(cat /run/secrets/*_password) ${title.toLowerCase()}-cli ${words}`;
        return (await server.compose("exec -T db sh", client)).stdout;
      };
      await ask("set goods before");
      await server.follow("Backup and restore", "Backup");
      await ask("set goods after");
      await ask("set more goods");
      await server.follow("Backup and restore", "The drill");
      expect(await ask("get goods")).toBe("after\n");
      await server.follow("Backup and restore", "Restore");
      expect(await ask("mget goods more")).toBe("before\n\n");
      // what is written from now on outlives the container as well
      await ask("set goods later");
      expect(await server.compose("up --detach --wait --force-recreate")).toMatchObject({ code: 0 });
      expect(await ask("get goods")).toBe("later\n");
      await server.follow("Production checklist");
      await server.follow("Secrets", `Change ${title.toUpperCase()}_PASSWORD`);
      expect(await ask("get goods")).toBe("later\n");
    },
  );
});
