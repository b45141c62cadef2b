import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "@quaywright/model";
import { DeclarationError, flask, StackProject } from "./index";

const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-locked-"));
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

type Manager = "pip" | "poetry" | "uv";
type WorkerClass = "gthread" | "gevent" | "eventlet";

const synth = (worker: WorkerClass, manager: Manager) => {
  process.chdir(folder);
  const app = flask({ source: ".", app: "app:app", python: { manager }, worker });
  new StackProject({ name: "shop", services: { app } }).synth();
};

/** Mistakes, of which nothing is written. */
const mistakes = (...given: Parameters<typeof synth>): readonly Problem[] => {
  const before = readdirSync(folder);
  try {
    synth(...given);
  } catch (error) {
    expect(readdirSync(folder)).toEqual(before);
    if (error instanceof DeclarationError) return error.problems;
    throw error;
  }
  return [];
};

const toml = (packages: Readonly<Record<string, string>>) =>
  Object.entries(packages)
    .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\noptional = false\n\n`)
    .join("");
const requirements = (packages: Readonly<Record<string, string>>) =>
  Object.entries(packages)
    .map(([name, version]) => `${name}==${version} \\\n    --hash=sha256:00\n`)
    .join("");

const files = [
  { manager: "poetry" as const, file: "poetry.lock", print: toml },
  { manager: "uv" as const, file: "uv.lock", print: toml },
  { manager: "pip" as const, file: "requirements.txt", print: requirements },
];

describe.each(files)("$file", ({ file, manager, print }) => {
  const lock = (packages: Readonly<Record<string, string>>) =>
    writeFileSync(join(folder, file), print({ gunicornx: "1", ...packages }));

  test.each(["26.0.0", "26.1.0", "27.0", "100.0"])("eventlet is a mistake with gunicorn %s", (gunicorn) => {
    lock({ gunicorn, eventlet: "0.40.3" });
    expect(mistakes("eventlet", manager)).toMatchObject([
      {
        at: ["services", "app", "worker"],
        found: `worker \`eventlet\` with gunicorn ${gunicorn} of \`${file}\``,
        expected: expect.stringContaining("`gthread`"),
      },
    ]);
  });

  test.each(["25.3.0", "9.1"])("eventlet goes with gunicorn %s, and its user is told that it will not", (gunicorn) => {
    lock({ gunicorn, eventlet: "0.40.3" });
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    synth("eventlet", manager);
    expect(said.mock.calls.join("")).toMatch(
      `At services.app.worker: worker \`eventlet\` goes with gunicorn ${gunicorn}, before gunicorn 26 change to \`gthread\``,
    );
  });

  test("eventlet where nothing tells the version of gunicorn is a mistake that says how to tell", () => {
    expect(mistakes("eventlet", manager)).toMatchObject([
      {
        found: `worker \`eventlet\` where \`${file}\` tells no version of gunicorn`,
        expected: expect.stringMatching(/gunicorn/),
      },
      { found: `worker \`eventlet\` where \`${file}\` tells no version of eventlet` },
    ]);
  });

  test("gevent is a package of its own", () => {
    lock({ gunicorn: "26.1.0" });
    expect(mistakes("gevent", manager)).toHaveLength(1);
    lock({ gunicorn: "26.1.0", gevent: "25.9.1" });
    expect(mistakes("gevent", manager)).toEqual([]);
  });

  test("gthread asks for nothing", () => {
    expect(mistakes("gthread", manager)).toEqual([]);
  });
});

test("a range is no version", () => {
  writeFileSync(join(folder, "requirements.txt"), "gunicorn>=22,<26\neventlet==0.*\n");
  expect(mistakes("eventlet", "pip")).toHaveLength(2);
});

test("what a lock file says counts anew at each synth", () => {
  writeFileSync(join(folder, "uv.lock"), toml({ gunicorn: "25.3.0", eventlet: "0.40.3" }));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  synth("eventlet", "uv");
  writeFileSync(join(folder, "uv.lock"), toml({ gunicorn: "26.0.0", eventlet: "0.40.3" }));
  expect(() => synth("eventlet", "uv")).toThrow(DeclarationError);
});
