import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { plan } from "@quaywright/render";
import { onPath } from "./engine/on-path";

/** What a process has of its variables, by each way in which it can be started. */
const stage = (client: string) => ({
  name: "production",
  purpose: "is it.",
  from: "debian",
  entrypoint: "production",
  client,
});
const service = (client: string, variables: object) => ({
  build: { sources: ["."], stages: [stage(client)] },
  variables,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-values-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function files(client: string, variables: object): Readonly<Record<string, string>> {
  const result = resolve({
    name: "a",
    environments: ["production"],
    services: { app: service(client, variables) },
  } as UncheckedDeclaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(plan(result.stacks).map(({ path, text }) => [path, text]));
}

type Env = Readonly<Record<string, string>>;

const shell = (program: string, options: readonly string[]) => (variables: object, given: Env) => {
  const script = join(folder, "entrypoint.sh");
  writeFileSync(script, files("wget", variables)["docker/app/entrypoint.sh"]!);
  // a second time: what comes out must go in as well
  return started(program, [...options, script, program, ...options, script, "env", "-0"], given);
};

const hook = (client: "python" | "node", program: string) => (variables: object, given: Env) => {
  const name = client === "python" ? "declared_variables.py" : "declared-variables.cjs";
  const text = files(client, variables)[`docker/app/${name}`] ?? "";
  const path = join(folder, name);
  writeFileSync(path, text.replace("/proc/1/environ", "/nowhere"));
  const dump =
    client === "python"
      ? "import os\nfor name in os.environ: print(name, os.environ[name], sep='=', end='\\0')"
      : "for (const name in process.env) process.stdout.write(name + '=' + process.env[name] + '\\0')";
  writeFileSync(
    join(folder, "dump"),
    client === "python"
      ? `import sys\nsys.path.insert(0, ${JSON.stringify(folder)})\nimport declared_variables\n${dump}`
      : `require(${JSON.stringify(path)});${dump}`,
  );
  return started(program, [join(folder, "dump")], given);
};

function started(program: string, args: readonly string[], given: Env): Env {
  const { stderr, stdout, status } = spawnSync(program, args, {
    env: { PATH: process.env.PATH!, PYTHONDONTWRITEBYTECODE: "1", ...given },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return Object.fromEntries(
    stdout.split("\0").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

const ways = [
  ["dash", shell, []],
  ["busybox", shell, ["sh"]],
  ["bash", shell, ["--posix"]],
] as const;
const python = onPath("python3", "python");
const all: [string, ((variables: object, given: Env) => Env) | undefined][] = [
  ...ways.map(([name, way, options]): (typeof all)[number] => {
    const program = onPath(name);
    return [name, program === undefined ? undefined : way(program, options)];
  }),
  ["the hook of Python", python === undefined ? undefined : hook("python", python)],
  ["the hook of Node.js", hook("node", process.execPath)],
];

describe.each(all)("%s", (_, way) => {
  const there = way === undefined ? test.skip : test;
  const run = way!;

  there("spells a boolean as its reader does", () => {
    const variables = { A: { kind: "boolean", optional: true, spelled: { true: "1", false: "0" } } };
    for (const text of ["True", "true", "1", "yes", "on"]) expect(run(variables, { A: text }).A).toBe("1");
    for (const text of ["False", "0", "no", "off"]) expect(run(variables, { A: text }).A).toBe("0");
    const set = { A: { kind: "boolean", optional: true, spelled: { true: "enabled", false: "" } } };
    expect(run(set, { A: "true" }).A).toBe("enabled");
    expect(run(set, { A: "False" })).not.toHaveProperty("A");
    expect(run(set, { A: "" })).not.toHaveProperty("A");
  });

  there("separates a list as its reader does", () => {
    const of = (separator: string) => ({ A: { kind: "list", optional: true, spelled: { separator } } });
    expect(run(of(" "), { A: " a.example, b.example ,," }).A).toBe("a.example b.example");
    expect(run(of("|"), { A: "a,b" }).A).toBe("a|b");
    expect(run(of("json"), { A: 'a, say "b" \\' }).A).toBe(JSON.stringify(["a", 'say "b" \\']));
    expect(run(of("json"), { A: "" })).not.toHaveProperty("A");
  });

  there("puts a text together, of whatever characters, and leaves it where a part is missing", () => {
    const part = { optional: true };
    const variables = {
      HOST: part,
      PORT: "5672",
      KEY: { ...part, kind: "secret", file: false },
      ALL: { template: '{{"at": "{HOST}:{PORT}", "key": "{KEY}"}' },
    };
    const key = `it's $HOME \\ & "so" %s`;
    expect(run(variables, { HOST: "mq", PORT: "5672", KEY: key }).ALL).toBe(`{"at": "mq:5672", "key": "${key}"}`);
    expect(run(variables, { HOST: "mq", PORT: "5672" })).not.toHaveProperty("ALL");
    expect(run(variables, { ALL: "mine" }).ALL).toBe("mine");
  });
});

const problems = (variables: object) => {
  const result = resolve({ name: "a", services: { app: service("python", variables) } } as UncheckedDeclaration);
  return "problems" in result ? result.problems : [];
};

test("a value that the declaration settles is spelled at once", () => {
  const compose = files("python", {
    A: { kind: "boolean", value: "False", spelled: { true: "on", false: "off" } },
    B: { kind: "list", value: "a, b", spelled: { separator: "json" } },
  })["compose.production.yaml"];
  expect(compose).toMatch(/A: "off"/);
  expect(compose).toContain(String.raw`B: "[\"a\",\"b\"]"`);
});

test("a template is a secret where one of its parts is", () => {
  const result = resolve({
    name: "a",
    environments: ["production"],
    services: {
      app: service("python", {
        KEY: { kind: "secret" },
        A: { template: "x-{KEY}" },
        B: { template: "{A_B}" },
        A_B: "c",
      }),
    },
  } as UncheckedDeclaration);
  const kinds =
    "stacks" in result ? result.stacks[0]!.services[0]!.variables.map(({ kind, name }) => [name, kind]) : [];
  expect(kinds).toEqual([
    ["A", "secret"],
    ["A_B", "text"],
    ["B", "text"],
    ["KEY", "secret"],
  ]);
});

test.each([
  [{ HOST: "a", A: { template: "{HOTS}:1" } }, "variable `HOTS`", "HOST"],
  [{ A: { template: "plain" } }, "a text without a variable", undefined],
  [{ B: "c", A: { template: "{B}", phase: "build" } }, "a template of a variable that is read at build", undefined],
  [{ C: "c", B: { template: "{C}" }, A: { template: "{B}" } }, "variable `B`, a template itself", undefined],
  [{ A: { spelled: { true: "1", false: "0" } } }, "a spelling of a text", undefined],
  [{ A: { kind: "boolean", spelled: { separator: " " } } }, "the spelling of a boolean", undefined],
  [
    { A: { kind: "boolean", default: "True", spelled: { true: "1", false: "" } } },
    '`""`, with the default `True`',
    undefined,
  ],
  [
    { A: { kind: "list", default: ", ,", rule: { minimum: 1 } } },
    "`, ,`, which has 0 items, expected at least 1",
    undefined,
  ],
])("%j is a mistake", (variables, found, suggestion) => {
  expect(problems(variables)).toEqual([expect.objectContaining({ found, ...(suggestion && { suggestion }) })]);
});

test("a list that must not be empty is refused where it is", () => {
  const dash = onPath("dash", "bash");
  if (dash === undefined) return;
  const variables = { A: { kind: "list", rule: { minimum: 1 } } };
  expect(() => shell(dash, [])(variables, { A: " , " })).toThrow(/A has 0 items, expected at least 1/);
  expect(shell(dash, [])(variables, { A: "a" }).A).toBe("a");
});
