// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a secret that looks like a variable is the point.
import { onEngine } from "./engine";
import { eventually, TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

const token = `it's "awkward": $HOME \${x} $(id) \`id\` # \\n %s * é 🚢\n\n  'second line'`;
const expected = {
  TOKEN: token,
  MODE: "fast",
  LEVEL: "INFO",
  PORT: "1",
  URL: `scheme://u:${hex(token)}@h:1/n`,
};
const names = Object.keys(expected);

function hex(text: string): string {
  return Buffer.from(text).toString("hex").replace(/../g, "%$&");
}

const printed = {
  python: [
    "python",
    "-c",
    `import json, os; print(json.dumps({n: os.environ.get(n) for n in ${JSON.stringify(names)}}))`,
  ],
  node: ["node", "-p", `JSON.stringify(Object.fromEntries(${JSON.stringify(names)}.map((n) => [n, process.env[n]])))`],
  // no language that we know: `with-variables` is for it
  perl: ["perl", "-e", `$, = "\\1"; print @ENV{qw(${names.join(" ")})}`],
};

const image = (from: string, client: "python" | "node" | undefined, check: readonly string[]) => ({
  build: {
    sources: [],
    stages: [
      {
        ...{ name: "production", purpose: "sleeps.", from, entrypoint: "production", command: ["sleep", "600"] },
        ...(client !== undefined && { client }),
      },
    ],
  },
  probe: { kind: "command", command: check, interval: 1 },
  user: "10001:10001",
  variables: {
    TOKEN: { kind: "secret" },
    MODE: { optional: true },
    LEVEL: { default: "INFO" },
    BLANK: { optional: true },
    USER_NAME: "u",
    HOST: "h",
    PORT: { kind: "number", value: "1" },
    PLACE: "n",
    URL: {
      kind: "secret",
      from: "facts:scheme",
      url: { user: "USER_NAME", password: "TOKEN", host: "HOST", port: "PORT", path: "PLACE" },
    },
    ...(client === "node" && { NODE_OPTIONS: "--max-old-space-size=64" }),
  },
});

const checks = {
  python: ["python", "-c", 'import os; assert os.environ["TOKEN"] and os.environ["URL"] and "BLANK" not in os.environ'],
  node: ["node", "-e", "process.exit(process.env.TOKEN && process.env.URL && !('BLANK' in process.env) ? 0 : 1)"],
  perl: ["with-variables", "sh", "-c", 'test -n "$TOKEN" && test -n "$URL" && test -z "${BLANK+x}"'],
};

onEngine("a declared variable has its value", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({ template: "django-react", environment: "production", env: { MODE: "fast" } });
    lay(stack, {
      name: "processes",
      files: { compose: { production: stack.file } },
      services: {
        facts: { image: "debian:trixie-slim", command: ["sleep", "600"], facts: { scheme: "scheme" } },
        python: image("python:3.13-slim-trixie", "python", checks.python),
        node: image("node:24-slim", "node", checks.node),
        perl: image("debian:trixie-slim", undefined, checks.perl),
        pulled: {
          image: "debian:trixie-slim",
          user: "10001:10001",
          command: ["sh", "-c", 'cat "$TOKEN_AT" /run/secrets/other; echo; exec sleep 600'],
          variables: {
            TOKEN: { kind: "secret", file: "TOKEN_AT" },
            OTHER: { kind: "secret", file: false },
            BLANK: { optional: true },
            ABSENT: { optional: true },
            GIVEN: { optional: true, input: "PULLED_GIVEN" },
          },
        },
      },
    });
    stack.save(".env", `BLANK=\nPULLED_GIVEN='a $5 = "x"'\n`);
    stack.writeSecrets({ token: `${token}\n`, other: "the other one" });
    await stack.succeed(["build"]);
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(() => stack.remove());

  /** What Debian's cron gives its jobs: https://manpages.debian.org/trixie/cron/crontab.5.en.html */
  const ofCron = ["env", "-i", "HOME=/tmp", "LOGNAME=app", "SHELL=/bin/sh", "PATH=/usr/local/bin:/usr/bin:/bin"];

  describe.each([
    ["python", printed.python, ofCron],
    ["node", printed.node, [...ofCron, "with-variables"]],
    ["perl", ["with-variables", ...printed.perl], ofCron],
  ])("in the container of %s", (service, print, cron) => {
    const seen = async (...command: readonly string[]) => {
      const said = await stack.succeed(command);
      if (!said.includes("\x01")) return JSON.parse(said);
      const values = said.split("\x01");
      return Object.fromEntries(names.map((name, index) => [name, values[index]]));
    };

    test("in what `run` starts", async () => {
      expect(await seen("run", "--rm", "--no-deps", service, ...print)).toEqual(expected);
    });

    test("in what `exec -T` starts", async () => {
      expect(await seen("exec", "-T", service, ...print)).toEqual(expected);
    });

    test("in the probe", async () => {
      const healthy = await eventually(
        () => stack.inspect(service),
        ([container]) => container?.State.Health?.Status === "healthy",
        20,
      );
      expect(healthy).toHaveLength(1);
    });

    test("in the job of a scheduler", async () => {
      expect(await seen("exec", "-T", service, ...cron, ...print)).toEqual(expected);
    });
  });

  test("options of Node.js stand beside the image's own", async () => {
    const options = await stack.succeed(["exec", "-T", "node", "node", "-p", "process.env.NODE_OPTIONS"]);
    expect(options).toMatch(/^--require=\S+ --max-old-space-size=64\n$/);
  });

  test("a pulled program finds its secret where it looks for it, and in no variable", async () => {
    expect(await stack.succeed(["logs", "--no-log-prefix", "pulled"])).toBe(`${token}\nthe other one\n`);
    const environment = await stack.succeed(["exec", "-T", "pulled", "env"]);
    expect(environment).toContain("TOKEN_AT=/run/secrets/token\n");
    expect(environment).not.toMatch(/TOKEN=|TOKEN_FILE|OTHER/);
  });

  test("what is blank is not set for a pulled program either", async () => {
    const environment = await stack.succeed(["exec", "-T", "pulled", "env"]);
    expect(environment).toMatch(/^GIVEN=a \$5 = "x"$/m);
    expect(environment).not.toMatch(/BLANK|ABSENT/);
  });

  test("a file that cannot be read is told by the name that the program knows", async () => {
    const env = { MODE: "fast" };
    const { code, stderr } = await stack.compose(
      ["run", "--rm", "--no-deps", "--env", "TOKEN_FILE=/no/such/file", "python", "true"],
      { env },
    );
    expect(code).toBe(78);
    expect(stderr).toMatch("TOKEN_FILE names /no/such/file, which is not there or is no file");
    expect(stderr).not.toMatch("TOKEN is not set");
  });
});
