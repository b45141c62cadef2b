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
  readonly commands: readonly Printed[];
  readonly stack: Stack;

  constructor(service: object) {
    const name = `hs${basename(this.folder).slice(-6).toLowerCase()}`;
    const declaration = {
      name,
      environments: ["production"],
      handbook: { "all.md": "all" },
      services: { db: service },
    };
    const resolved = resolve(declaration as unknown as UncheckedDeclaration);
    if ("problems" in resolved) throw new Error(JSON.stringify(resolved.problems));
    this.stack = resolved.stacks[0]!;
    for (const { path, text } of plan(resolved.stacks)) this.save(path, text);
    for (const { file } of this.stack.inputs) if (file !== undefined) this.save(file, `${strong}\n`);
    const [page] = renderHandbook(resolved.stacks);
    this.commands = printed(page !== undefined && "text" in page ? page.text : "");
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
    await server.follow("Backup and restore", "Restore the database");
    expect((await sql("SELECT name FROM goods;")).stdout).toBe("before\n");
    await server.follow("Secrets", "Change the password of the database");
    expect((await sql("SELECT name FROM goods;")).stdout).toBe("before\n");
    await server.follow("Troubleshooting", "Too many connections");
  });

  test.each([
    ["Redis", redis],
    ["Valkey", valkey],
  ])("of %s: it answers, and its password can be changed", async (title, preset) => {
    server = new Server(preset({ version: "8" }));
    expect(await server.compose("up --detach --wait")).toMatchObject({ code: 0 });
    const check = server.commands.filter(({ line }) => line.includes("info memory"));
    expect(check.length).toBeGreaterThan(0);
    await followPage(check, ["Production checklist"], { cwd: server.folder });
    await server.follow("Secrets", `Change ${title.toUpperCase()}_PASSWORD`);
    await followPage(check, ["Production checklist"], { cwd: server.folder });
  });
});
