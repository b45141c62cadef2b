import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onPath } from "./engine/on-path";
import { type Outcome, run } from "./engine/run";

/** The generated entrypoint of django-react's backend, in production, under each shell that a base image may have. */
const script = resolve(__dirname, "../templates/django-react/docker/backend/entrypoint.sh");
const python = onPath("python", "python3");
const awkward = `it's "awkward": $HOME \${x} $(id) \`id\` # \\n %s * ~ \t é\n\n  'second line' of it  `;
const password = "Pa$$'\"word-of-the-database";

let folder: string;
let database: Server;
let settings: Record<string, string>;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "quaywright-entrypoint-")));
  chmodSync(folder, 0o755);
  if (python !== undefined) symlinkSync(python, join(folder, "python"));
  database = createServer((socket) => socket.end());
  await new Promise<void>((done) => database.listen(0, "127.0.0.1", done));
  const address = database.address();
  settings = {
    PATH: `${folder}:${process.env.PATH}`,
    ALLOWED_HOSTS: "example.org",
    DB_ENGINE: "django.db.backends.postgresql",
    DB_HOST: "127.0.0.1",
    DB_PORT: String(typeof address === "object" && address?.port),
    DB_PASSWORD_FILE: secret("password", password),
    SECRET_KEY_FILE: secret("key", `${awkward}\n`),
  };
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe.each([
  ["dash", []],
  ["busybox", ["sh"]],
  ["bash", ["--posix"]],
])("the entrypoint under %s", (name, options) => {
  const shell = onPath(name);
  const there = shell === undefined ? test.skip : test;
  const withPython = python === undefined ? test.skip : there;

  /** Starts the container's process with other settings than the right ones; what is `undefined` is left out. */
  const start = (
    changed: Readonly<Record<string, string | undefined>>,
    command: readonly string[],
    user: readonly string[] = [],
    text = script,
  ) => {
    const given = Object.entries({ ...settings, ...changed }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    );
    const [program, ...args] = [...user, shell ?? "", ...options, text, ...command];
    return run(program ?? "", args, { cwd: folder, env: Object.fromEntries(given) });
  };

  /** What it says of settings that are wrong; a command that must not be reached prints. */
  const refusal = async (changed: Readonly<Record<string, string | undefined>>, user?: readonly string[]) =>
    refused(await start(changed, ["echo", "reached"], user));

  withPython("gives the command what the files say, and its own arguments", async () => {
    const print = "process.stdout.write(JSON.stringify({ env: process.env, args: process.argv.slice(1) }))";
    const args = ["two words", "", "--flag", "$HOME", "*", "'\"", "\\", "line\nbreak"];
    const blank = { LOG_LEVEL: "", WEB_CONCURRENCY: "", CORS_ALLOWED_ORIGINS: "" };
    const { code, stdout, stderr } = await start(blank, [process.execPath, "-e", print, "--", ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const said = JSON.parse(stdout);
    expect(said.args).toEqual(args);
    expect(said.env).toMatchObject({ SECRET_KEY: awkward, DB_PASSWORD: password, LOG_LEVEL: "INFO", DEBUG: "False" });
    for (const gone of ["SECRET_KEY_FILE", "DB_PASSWORD_FILE", "WEB_CONCURRENCY", "CORS_ALLOWED_ORIGINS"]) {
      expect(said.env).not.toHaveProperty(gone);
    }
  });

  withPython("ends as the command ends", async () => {
    expect(await start({}, ["sh", "-c", "exit 7"])).toEqual({ code: 7, stdout: "", stderr: "" });
  });

  withPython("waits for a database that does not answer, and then ends with the last error", async () => {
    const hasty = join(folder, "hasty.sh");
    const text = readFileSync(script, "utf8");
    writeFileSync(hasty, text.replace(" + 60\n", " + 1\n"));
    const { code, stdout, stderr } = await start({ DB_PORT: "1" }, ["echo", "reached"], [], hasty);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^127\.0\.0\.1:1 did not answer within 60 s: .*refused/m);
  });

  there("refuses a secret that is given twice", async () => {
    expect(await refusal({ SECRET_KEY: awkward })).toEqual([
      "SECRET_KEY and SECRET_KEY_FILE are both set, expected one of them",
    ]);
  });

  there("refuses a secret whose file is not there, not readable or empty", async () => {
    const locked = secret("locked", awkward, 0o000);
    const other = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
    const uid = process.getuid?.() === 0 ? 65534 : process.getuid?.();
    expect(await refusal({ SECRET_KEY_FILE: "/no/such/file" })).toContain(
      "SECRET_KEY_FILE names /no/such/file, which is not there or is no file",
    );
    expect(await refusal({ SECRET_KEY_FILE: locked }, other)).toContainEqual(
      expect.stringContaining(`SECRET_KEY_FILE names ${locked}, which uid ${uid} cannot read`),
    );
    expect(await refusal({ SECRET_KEY_FILE: secret("empty", "\n") })).toEqual([
      expect.stringMatching(/^SECRET_KEY is not set: its file is empty, as uid \d+ reads it\./),
    ]);
  });

  there.each([
    ["0", "WEB_CONCURRENCY is 0, expected at least 1"],
    ["65", "WEB_CONCURRENCY is 65, expected at most 64"],
    ["99999999999999999999", "WEB_CONCURRENCY is not a whole number"],
  ])("refuses the number %s", async (value, fault) => {
    expect(await refusal({ WEB_CONCURRENCY: value })).toEqual([fault]);
  });

  there("tells all that is wrong at once", async () => {
    const faults = await refusal({
      ALLOWED_HOSTS: "",
      COOKIE_SECURE: "perhaps",
      DB_ENGINE: undefined,
      DB_PASSWORD: "hunter2",
      DB_PASSWORD_FILE: undefined,
      DB_PORT: "54x",
      LOG_LEVEL: "LOUD",
      SECRET_KEY: `django-insecure-${awkward}`,
      SECRET_KEY_FILE: undefined,
      WEB_CONCURRENCY: "-1",
    });
    expect(faults.map((fault) => fault.replace(/ .*/s, ""))).toEqual([
      "ALLOWED_HOSTS",
      "DB_ENGINE",
      "COOKIE_SECURE",
      "DB_PASSWORD",
      "DB_PORT",
      "LOG_LEVEL",
      "SECRET_KEY",
      "WEB_CONCURRENCY",
    ]);
  });
});

function secret(name: string, text: string, mode = 0o644): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

/** The faults of a start that was refused: before the command, by exit 78, and without a word of a secret. */
function refused({ code, stdout, stderr }: Outcome): string[] {
  expect({ code, stdout }).toEqual({ code: 78, stdout: "" });
  for (const value of [awkward, password, "hunter2"]) expect(stderr).not.toContain(value);
  const [title, ...faults] = stderr.trimEnd().split(/\n {2}- /);
  expect(title).toBe("This container cannot start, its variables are wrong:");
  return faults.map((fault) => fault.replace(/\nValues are set in .*$/, ""));
}
