import { backup, mariadb, postgres } from "@quaywright/presets";
import { onEngine } from "./engine";
import { run } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

/** Everything that a shell, an option or SQL could misread. */
const password = `p@ss "w/ö rd%41#?&=+'$HOME\\x41\\\`[🚢]-*`;

const psql =
  'PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") psql -XAtq -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" "$POSTGRES_DB"';
const client =
  'MYSQL_PWD=$(cat "$MARIADB_PASSWORD_FILE") mariadb -BN -h 127.0.0.1 -u "$MARIADB_USER" --default-character-set=utf8mb4 "$MARIADB_DATABASE"';

const databases = [
  {
    name: "PostgreSQL 17",
    db: postgres({ version: "17", name: "my shop" }),
    secret: "postgres_password",
    shell: psql,
    tables: `
      create schema "o'ther";
      create table item (id serial primary key, name text unique, price numeric(9, 2), at timestamptz, raw bytea);
      create table "o'ther".line (item integer references item, more jsonb);
      create view dear as select * from item where price > 10;
      insert into item (name, price, at, raw) select 'Ä🚢 ' || n, n / 7.0, now(), decode('00ff', 'hex') from generate_series(1, 2000) n;
      insert into "o'ther".line select id, '{"a": [1]}' from item;
      select lo_from_bytea(0, 'large');
    `,
    rows: `select md5(string_agg(item::text, '' order by id)) || count(*) from item; select count(*) from "o'ther".line; select count(*) from dear; select count(*) from pg_largeobject_metadata`,
    next: "insert into item (name) values ('next') returning id",
    ruin: "drop table item cascade; create table later (id int); insert into later values (1)",
    later: "select to_regclass('later') is null",
  },
  {
    name: "PostgreSQL 18",
    db: postgres({ version: "18", name: "shop" }),
    secret: "postgres_password",
    shell: psql,
    tables:
      "create table item (id serial primary key, name text); insert into item (name) select 'a' from generate_series(1, 2000)",
    rows: "select count(*), max(id) from item",
    next: "insert into item (name) values ('next') returning id",
    ruin: "delete from item; create table later (id int)",
    later: "select to_regclass('later') is null",
  },
  {
    name: "MariaDB 11.8",
    db: mariadb({ version: "11.8", name: "my shop" }),
    secret: "mariadb_password",
    shell: client,
    tables: `
      create table item (id int auto_increment primary key, name varchar(40) unique, price decimal(9, 2), at datetime(6), raw blob);
      create table line (item int, more json, foreign key (item) references item (id));
      create view dear as select * from item where price > 10;
      insert into item (name, price, at, raw) select concat('Ä🚢 ', seq), seq / 7, now(6), x'00ff' from seq_1_to_2000;
      insert into line select id, '{"a": [1]}' from item;
      create procedure many() select count(*) from item;
      create trigger priced before insert on item for each row set new.price = coalesce(new.price, 1);
    `,
    rows: "select count(*), sum(crc32(concat_ws('|', id, name, price, at, hex(raw)))) from item; select count(*) from line; select count(*) from dear; call many()",
    next: "insert into item (name) values ('next'); select last_insert_id()",
    // a view of what is not there cannot be dumped
    ruin: "drop table line; drop table item; create table later (id int)",
    broken: true,
    later: "select count(*) = 0 from information_schema.tables where table_name = 'later'",
  },
];

onEngine.each(databases)("a backup of $name", ({ db, secret, shell, tables, rows, next, ruin, broken, later }) => {
  let stack: TestStack;
  let before: string;

  const sql = (text: string) => stack.succeed(["exec", "-T", "db", "sh", "-c", shell], { input: text });
  const now = () => stack.succeed(["run", "--rm", "backup-now"]);
  const restore = (...options: readonly string[]) => stack.compose(["run", "--rm", ...options, "backup-restore"]);
  const inBackups = (command: string) =>
    stack.succeed(["exec", "-T", "backup", "sh", "-c", `cd /var/tmp && ${command}`]);

  beforeAll(async () => {
    stack = await TestStack.declare(
      { name: "shop", services: { db, backup: backup({ of: "db", every: 6, keep: 3 }) } },
      "production",
    );
    stack.writeSecrets({ [secret]: password });
    await stack.succeed(["up", "--wait"]);
    await sql(tables);
    before = await sql(rows);
  });

  afterAll(() => stack.remove());

  test("is there once the stack is up, whole, and its container is healthy and cannot write its root", async () => {
    expect(await inBackups("ls | wc -l && sha256sum -c *.sha256")).toMatch(/^2\n\S+: OK\n$/);
    const [container] = await stack.inspect("backup");
    expect(container?.HostConfig.ReadonlyRootfs).toBe(true);
    expect(container?.Mounts.map(({ Destination }) => Destination).sort()).toEqual(
      expect.arrayContaining(["/usr/local/bin/backup", "/var/tmp"]),
    );
    expect(container?.Mounts.filter(({ Type }) => Type === "volume")).toHaveLength(1);
    expect(JSON.stringify(container)).not.toMatch("p@ss");
  });

  test("brings back every row, after the database was ruined, and what came later is gone", async () => {
    const file = (await now()).trim();
    await sql(ruin);
    expect(await sql(later)).not.toMatch(/^(t|1)$/m);
    const refused = await restore();
    if (broken) expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/nothing was restored/) });
    const { code, stderr } = broken ? await restore("-e", "DISCARD=yes") : refused;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(`is as ${file} was`) });
    expect(await sql(rows)).toBe(before);
    expect(await sql(later)).toMatch(/^(t|1)$/m);
    expect(await sql(next)).toMatch(/^2\d{3}$/m);
  });

  test("keeps what it replaced, which comes back by its name; only so many are kept", async () => {
    await sql("create table late (id int)");
    const { code: replaced, stderr: said } = await restore();
    expect(replaced).toBe(0);
    const [, kept] = /BACKUP=(\S+) brings back/.exec(said) ?? [];
    await expect(sql("select count(*) from late")).rejects.toThrow(/late/);
    expect((await restore("-e", `BACKUP=${kept}`)).code).toBe(0);
    expect(await sql("select count(*) from late")).toBe("0\n");
    for (let time = 0; time < 3; time += 1) await now();
    expect(await inBackups("ls | grep -vc sha256")).toBe("3\n");
    const { code, stderr } = await restore("-e", "BACKUP=20010101T000000Z.dump");
    expect(code).toBe(1);
    expect(stderr).toMatch(/there is no backup 20010101T000000Z.dump; there are: \d+T\d+Z\.\S+ /);
  });

  test("is not restored while others are connected, and not when it is not what was written", async () => {
    const held = stack.start(["exec", "-T", "db", "sh", "-c", `{ echo 'select 1;'; sleep 60; } | ${shell}`]);
    await new Promise((done) => setTimeout(done, 2000));
    const busy = await restore();
    await stack.succeed(["restart", "db"]);
    await held.interrupt();
    expect(busy).toMatchObject({ code: 1, stderr: expect.stringMatching(/1 others are connected/) });
    await stack.succeed(["up", "--wait", "db"]);
    await inBackups('file=$(ls -r | grep -v sha256 | head -n 1) && printf x >>"$file"');
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not what was written/) });
  });

  test("that fails half-way is not taken for one, and the old ones stay", async () => {
    const known = await inBackups("ls");
    const { code } = await stack.compose([
      "run",
      "--rm",
      ...["--entrypoint", "bash"],
      "backup-now",
      "-c",
      // the tool writes some of it, then dies
      `half() { echo half; for word; do case $word in --file=*) echo half >"\${word#--file=}" ;; esac; done; return 1; }
      pg_dump() { half "$@"; }; mariadb-dump() { half "$@"; }
      export -f half pg_dump mariadb-dump
      exec bash /usr/local/bin/backup now`,
    ]);
    expect(code).not.toBe(0);
    expect(await inBackups("ls")).toBe(known);
  });

  test("is missed when the newest one is too old", async () => {
    const [container] = await stack.inspect("backup");
    const [, ...probe] = container?.Config.Healthcheck?.Test ?? [];
    expect((await run("docker", ["exec", container!.Id, ...probe])).code).toBe(0);
    await inBackups("touch -d '8 hours ago' *");
    expect((await run("docker", ["exec", container!.Id, ...probe])).code).toBe(1);
  });
});
