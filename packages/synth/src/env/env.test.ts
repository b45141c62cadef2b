import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolve, type Stack } from "@quaywright/model";
import { type EnvOptions, provideEnv } from ".";

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "quaywright-env-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const variables = {
  KEY: {
    purpose: "Signs tokens.",
    kind: "secret",
    default: { development: "weak" },
    rule: { production: { minimumLength: 90, refuse: ["*change-me*"] } },
  },
  TOKEN: { kind: "secret", optional: true },
  HOSTS: { purpose: "Names.", default: { development: "*" }, example: "a.example", rule: { refuse: ["*[*]*,"] } },
  WORKERS: { kind: "number", optional: true },
};
const stacksOf = (more: object = {}, top: object = {}): readonly Stack[] => {
  const result = resolve({
    name: "shop",
    services: { app: { image: "app:1", user: "10001:10001", variables: { ...variables, ...more } } },
    ...top,
  });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
};
const provide = (options: EnvOptions = {}, stacks = stacksOf()) => provideEnv(folder, stacks, options);
const write = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), mode);
};
const read = (path: string) => readFileSync(join(folder, path), "utf8");
const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
const strong = "0123456789".repeat(10);
const tree = (): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .sort()
      .map((path) => [path, statSync(join(folder, path)).isFile() ? read(path) : "folder"]),
  );

const asRoot = process.getuid?.() === 0 ? test : test.skip;

describe("production", () => {
  test("gets a strong secret that the container can read, in a folder that others cannot enter", () => {
    const { made } = provide({ environment: "production" });
    expect(made).toEqual(["`secrets/key`: Signs tokens.", "`secrets/token`, empty: a secret."]);
    expect(read("secrets/key")).toMatch(/^[0-9a-f]{90}$/);
    expect(read("secrets/token")).toBe("");
    expect([modeOf("secrets"), modeOf("secrets/key")]).toEqual([0o700, 0o644]);
  });

  test("gets them under any umask", () => {
    const before = process.umask(0o077);
    provide();
    process.umask(before);
    expect([modeOf("secrets"), modeOf("secrets/key"), modeOf(".env")]).toEqual([0o700, 0o644, 0o600]);
  });

  test("is told what only a person knows, with a line for it in `.env`", () => {
    expect(provide().toDo).toEqual(["Set `HOSTS` in `.env`, for production. Names. Example: a.example"]);
    expect(read(".env")).toBe("# Names.\n# Example: a.example\nHOSTS=\n");
  });

  test("is complete once that is set, and a second time makes nothing", () => {
    provide();
    writeFileSync(join(folder, ".env"), "HOSTS=a.example");
    const before = tree();
    expect(provide()).toEqual({ made: [], toDo: [], unread: [] });
    expect(tree()).toEqual(before);
  });
});

describe("a secret that somebody else issues", () => {
  const issued = { kind: "secret", purpose: "Takes money.", issued: "the bank" };
  const stacks = () => stacksOf({ MONEY: issued, HOSTS: "a" });

  test("is never made: its file stays empty until a person fills it", () => {
    const toDo = ["Write `secrets/money`: Takes money. Issued by the bank."];
    expect(provide({ environment: "production", check: true }, stacks()).toDo).toEqual(toDo);
    expect(existsSync(join(folder, "secrets"))).toBe(false);
    const first = provide({ environment: "production" }, stacks());
    expect([first.toDo, first.made.join()]).toEqual([toDo, expect.not.stringContaining("money")]);
    expect([read("secrets/money"), modeOf("secrets/money")]).toEqual(["", 0o644]);
    expect(provide({ environment: "production" }, stacks()).toDo).toEqual([
      "`secrets/money` is empty. Takes money. Issued by the bank.",
    ]);
    write("secrets/money", "of the bank");
    expect(provide({ environment: "production" }, stacks())).toEqual({ made: [], toDo: [], unread: [] });
  });

  test("has an empty line in `.env` in development", () => {
    const { made, toDo } = provide({ environment: "development" }, stacks());
    expect(made).toEqual([]);
    expect(toDo).toEqual(["Set `MONEY` in `.env`, for development. Takes money. Issued by the bank."]);
    expect(read(".env")).toBe("# Takes money. Issued by the bank.\nMONEY=\n");
  });
});

describe("a manager of secrets", () => {
  const from = (script: string) =>
    stacksOf({ HOSTS: "a" }, { fetchSecret: ["sh", "-c", script, "{environment}", "{name}"] });

  test("is asked for each that is missing, and none is made at random", () => {
    const { made, toDo } = provide({ environment: "production" }, from(`echo "$0/$1/${strong}"`));
    expect(toDo).toEqual([]);
    expect(made).toEqual(["`secrets/key`, fetched: Signs tokens.", "`secrets/token`, fetched: a secret."]);
    expect(read("secrets/key")).toBe(`production/KEY/${strong}`);
  });

  test.each([
    ["exit 3", "ended with 3"],
    ["true", "printed nothing"],
  ])("that does not know one (%s) is told, and there is no file", (script, reason) => {
    const { toDo } = provide({ environment: "production" }, from(script));
    expect(toDo).toEqual([`\`secrets/key\` is not made: \`sh -c ${script} production KEY\` ${reason}.`]);
    expect(existsSync(join(folder, "secrets/key"))).toBe(false);
  });

  test("gives development's secrets without a default too, or tells why not", () => {
    const stacks = (script: string) =>
      stacksOf({ SALT: { kind: "secret", purpose: "Salts." } }, { fetchSecret: ["sh", "-c", script, "{name}"] });
    expect(provide({ environment: "development" }, stacks("exit 1"))).toMatchObject({
      made: [],
      toDo: ["`SALT` in `.env` is not made: `sh -c exit 1 SALT` ended with 1."],
    });
    expect(existsSync(join(folder, ".env"))).toBe(false);
    expect(provide({ environment: "development" }, stacks("echo of the $0")).made).toEqual([
      "`SALT` in `.env`, fetched: Salts.",
    ]);
    expect(read(".env")).toBe("# Salts.\nSALT='of the SALT'\n");
  });

  test("is not asked by a look", () => {
    const { made } = provide({ environment: "production", check: true }, from("touch asked; echo x"));
    expect([made.length, existsSync(join(folder, "asked"))]).toEqual([2, false]);
  });
});

describe("development", () => {
  test("needs nothing where everything has a default", () => {
    expect(provide({ environment: "development" })).toEqual({ made: [], toDo: [], unread: [] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("gets a secret without a default in `.env`, behind what is there", () => {
    write(".env", "MINE=1\nSALT=", 0o600);
    const { made } = provide({ environment: "development" }, stacksOf({ SALT: { kind: "secret", purpose: "Salts." } }));
    expect(made).toEqual(["`SALT` in `.env`: Salts."]);
    expect(read(".env")).toMatch(/^MINE=1\nSALT=\n\n# Salts\.\nSALT=[0-9a-f]{64}\n$/);
    expect(modeOf(".env")).toBe(0o600);
  });
});

test("a Compose file in a folder has its `.env` beside it", () => {
  mkdirSync(join(folder, "deploy"));
  write(".env", "not for Compose");
  const stacks = stacksOf({}, { files: { compose: { production: "deploy/live.yaml" } } });
  expect(provide({ environment: "production" }, stacks).toDo).toEqual([
    expect.stringMatching(/^Set `HOSTS` in `deploy\/\.env`/),
  ]);
  expect(read("deploy/.env")).toMatch(/HOSTS=\n$/);
});

test("what is there is kept, and what a newer declaration needs is added", () => {
  write("secrets/key", strong);
  write(".env", "HOSTS=a.example\n");
  const { made } = provide({}, stacksOf({ SECOND: { kind: "secret" }, PORT: {} }));
  expect(made.map((text) => text.split("`")[1])).toEqual(["secrets/second", "secrets/token", "SECOND"]);
  expect(read("secrets/key")).toBe(strong);
  expect(read(".env")).toMatch(/^HOSTS=a\.example\n\nSECOND=[0-9a-f]{64}\nPORT=\n$/);
});

test("a look makes nothing", () => {
  const { made, toDo } = provide({ check: true });
  expect([made.length, toDo.length]).toEqual([2, 1]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["too short", "hunter2\n", 0o644, "has 7 characters, expected at least 90"],
  ["a placeholder", `change-me-hunter2-${strong}`, 0o644, "holds *change-me*"],
  ["empty", "\n", 0o644, "is empty"],
  ["binary", `${strong}\0hunter2`, 0o644, "holds a NUL, which no variable can"],
  ["closed to the container", strong, 0o600, "the container's user 10001 cannot read it: `chmod 644 secrets/key`"],
])("a secret that is %s is told without its value, and kept", (_, text, mode, fault) => {
  write("secrets/key", text, mode);
  write(".env", "HOSTS=a.example\n");
  const { toDo } = provide();
  expect(toDo).toEqual([expect.stringContaining(fault)]);
  expect(toDo.join()).not.toContain("hunter2");
  expect([read("secrets/key"), modeOf("secrets/key")]).toEqual([text, mode]);
});

test("a value in `.env` that a rule refuses is told with its line", () => {
  write(".env", "# mine\nWORKERS=many\nHOSTS=$NAMES\nNAMES=x\n");
  expect(provide().toDo).toEqual(["`.env`, line 2: `WORKERS` is not a whole number, in development and production."]);
});

test("a malformed `.env` is told with line and reason, and nothing is made", () => {
  write(".env", 'HOSTS=a.example\nSECRET KEY=hunter2\nB="x\n');
  const before = tree();
  expect(provide()).toEqual({
    made: [],
    unread: [],
    toDo: [
      "`.env`, line 2: its name has a space in it.",
      "`.env`, line 3: the quote that opens the value of `B` is never closed.",
    ],
  });
  expect(tree()).toEqual(before);
});

test("what nothing reads any more is listed, but not what Docker or the Compose file reads, or keys", () => {
  write(".env", "OLD=1\nHOSTS=$BASE\nBASE=x\nCOMPOSE_PROFILES=a\nREGISTRY=y\n");
  write("secrets/older", "x");
  write("secrets/.gitignore", "*\n");
  write("secrets/tls/tls.key", "x");
  const keys = { production: { "/etc/tls": "secrets/tls" } };
  const stacks = stacksOf(
    {},
    { services: { app: { image: "app:1", variables, keys, compose: { hostname: "${REGISTRY}" } } } },
  );
  expect(provide({}, stacks).unread).toEqual(["`OLD` in `.env`", "`secrets/older`"]);
});

test("git ignores what was made, in a folder for each environment too", () => {
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  write(".gitignore", "node_modules");
  const stacks = stacksOf(
    {},
    {
      environments: ["development", "production", "staging"],
      files: { secrets: { development: "secrets", production: "secrets/live", staging: "private" } },
    },
  );
  expect(provide({ check: true }, stacks).made.join()).not.toContain("gitignore");
  expect(read(".gitignore")).toBe("node_modules");
  expect(provide({}, stacks).made.at(-1)).toBe("`.env`, `secrets/live/`, `private/` in `.gitignore`.");
  expect(read(".gitignore")).toBe("node_modules\n.env\nsecrets/live/\nprivate/\n");
  const status = execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status).toBe("?? .gitignore\n");
  execFileSync("git", ["add", "--force", "private/key"], { cwd: folder });
  expect(provide({}, stacks).toDo).toContainEqual(expect.stringMatching(/^git has `private\/key`/));
});

asRoot("what root makes belongs to whom the project belongs to", () => {
  chownSync(folder, 4321, 4322);
  provide();
  for (const path of ["secrets", "secrets/key", "secrets/token", ".env"]) {
    const { gid, uid } = statSync(join(folder, path));
    expect([path, uid, gid]).toEqual([path, 4321, 4322]);
  }
});

describe("nothing is lost", () => {
  test("where the secrets' folder is a file", () => {
    write("secrets", "mine");
    expect(provide().toDo).toContain("`secrets` is a file, where a folder belongs: move it away.");
    expect(read("secrets")).toBe("mine");
  });

  test("where a folder has a secret's name", () => {
    mkdirSync(join(folder, "secrets/key"), { recursive: true, mode: 0o700 });
    expect(provide().toDo).toContainEqual(expect.stringMatching(/^`secrets\/key` is a folder/));
  });

  test("where a link leads elsewhere", () => {
    mkdirSync(join(folder, "elsewhere"), { mode: 0o700 });
    write("shared.env", "A=1\n");
    symlinkSync("elsewhere", join(folder, "secrets"));
    symlinkSync("shared.env", join(folder, ".env"));
    const { made, toDo } = provide();
    expect(made).toEqual([]);
    expect(toDo).toEqual([
      "`secrets/key` is not made: a symbolic link leads to its folder.",
      "`secrets/token` is not made: a symbolic link leads to its folder.",
      "`.env` is, or lies behind, a symbolic link: nothing is added.",
      expect.stringContaining("Set `HOSTS`"),
    ]);
    expect(readdirSync(join(folder, "elsewhere"))).toEqual([]);
    expect(read("shared.env")).toBe("A=1\n");
  });

  test("where a link leads nowhere", () => {
    mkdirSync(join(folder, "secrets"), { mode: 0o700 });
    symlinkSync("/nowhere", join(folder, "secrets/key"));
    symlinkSync("/nowhere", join(folder, ".env"));
    expect(provide().toDo).toEqual(["`.env` cannot be read: it is a symbolic link to nothing."]);
    rmSync(join(folder, ".env"));
    expect(provide().toDo).toContain("`secrets/key` is a symbolic link to nothing.");
  });

  test("where others may enter the folder", () => {
    mkdirSync(join(folder, "secrets"));
    expect(provide().toDo).toContain("Other users of this host may enter `secrets`: `chmod 700 secrets`.");
  });

  asRoot("where another user owns it all", async () => {
    write("secrets/key", strong, 0o600);
    write(".env", "A=1\n", 0o600);
    const program = `
      process.setuid(4321);
      const { provideEnv } = require(${JSON.stringify(join(__dirname, "index.ts"))});
      process.stdout.write(JSON.stringify(provideEnv(process.argv[1], JSON.parse(process.argv[2]))));
    `;
    const ask = async () => JSON.parse(await output(program, [folder, JSON.stringify(stacksOf())]));
    chmodSync(folder, 0o755);
    expect((await ask()).toDo).toEqual(["`.env` cannot be read: this user has no right to."]);
    rmSync(join(folder, ".env"));
    expect(await ask()).toMatchObject({
      made: [],
      toDo: [
        "`secrets/key` cannot be read: this user has no right to.",
        "`secrets/token` cannot be read: this user has no right to.",
        "`.env` cannot be written: its folder gives this user no right to write.",
        expect.stringContaining("Set `HOSTS`"),
      ],
    });
    rmSync(join(folder, "secrets"), { recursive: true });
    expect((await ask()).toDo).toContain("`secrets/key` is not made: its folder gives this user no right to write.");
    expect(existsSync(join(folder, "secrets"))).toBe(false);
  });

  test("when Ctrl-C comes: every secret is whole or not there", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`KEY${index}`, { kind: "secret" }]));
    write("stacks.json", JSON.stringify(stacksOf(many)));
    const program = `
      const { provideEnv } = require(${JSON.stringify(join(__dirname, "index.ts"))});
      const stacks = JSON.parse(require("fs").readFileSync(process.argv[1] + "/stacks.json"));
      provideEnv(process.argv[1], stacks);
      setTimeout(() => {}, 1000);
    `;
    const child = spawn(process.execPath, [...withSources, "-e", program, folder]);
    const watch = setInterval(() => existsSync(join(folder, "secrets")) && child.kill("SIGINT"), 1);
    const [code] = (await once(child, "exit")) as [number];
    clearInterval(watch);
    expect(code).toBe(130);
    const secrets = readdirSync(join(folder, "secrets"));
    expect(secrets).toHaveLength(502);
    expect(secrets.filter((name) => read(`secrets/${name}`).length < 64)).toEqual(["token"]);
  }, 20_000);
});

const withSources = ["--conditions=@quaywright/source", "-r", "tsx/cjs"];

async function output(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [...withSources, "-e", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  await once(child, "close");
  return text;
}
