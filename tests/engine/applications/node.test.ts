import { cpSync } from "node:fs";
import { join } from "node:path";
import { node, postgres, redis, worker } from "@quaywright/presets";
import { ask, json } from "../ask";
import { onEngine } from "../engine";
import { eventually, TestStack } from "../stack";

jest.setTimeout(300_000);

const declaration = (counter: string) => ({
  name: "hits",
  services: {
    db: postgres({ version: "17" }),
    cache: redis({ version: "8", use: "cache" }),
    server: {
      ...node({
        source: "express",
        start: ["node", "dist/server.js"],
        build: { keep: ["migrate.js"] },
        database: "db",
        cache: "cache",
        rollout: { migrate: ["node", "migrate.js"] },
        variables: { GREETING: "hello" },
      }),
      publish: 3000,
      tls: "none" as const,
    },
    counter: worker({ of: "server", command: ["node", counter] }),
  },
});

onEngine.each([
  ["development", "src/counter.ts"],
  ["production", "dist/counter.js"],
])("a server in TypeScript with a worker, in %s", (environment, counter) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(declaration(counter), environment);
    cpSync(join(__dirname, "express"), join(stack.folder, "express"), { recursive: true });
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  const hit = async (page: string) => json<object>(await ask(stack.url("server", `/hits/${page}`)));
  const counted = (text: string) =>
    eventually(
      () => stack.succeed(["logs", "--no-log-prefix", "counter"]),
      (log) => log.includes(text),
      20,
    );

  test("it finds its database, migrated, and its cache", async () => {
    expect(await hit("first")).toEqual({ hits: 1, greeting: "hello" });
    await counted("counted first");
  });

  test("any process of it has its variables", async () => {
    const program = "console.log(new URL(process.env.DATABASE_URL).hostname, process.env.NODE_ENV)";
    const run = ["exec", "-T", "server", "node", "--eval", program];
    expect(await stack.succeed(run)).toBe(`db ${environment}\n`);
  });

  if (environment === "development")
    test("what is saved runs: the server by its own means, the worker by ours", async () => {
      const server = "express/src/server.ts";
      stack.save(server, stack.read(server).replace("greeting: process.env.GREETING", 'greeting: "changed"'));
      const file = "express/src/counter.ts";
      stack.save(file, stack.read(file).replace("counted", "saw"));
      await eventually(
        () => hit("second"),
        (answer) => "greeting" in answer && answer.greeting === "changed",
        20,
      );
      await counted("saw second");
    });
  else
    test("production has what runs, and ends as it is told", async () => {
      const look = "ls; ls node_modules | grep -cx typescript; id -u; touch dist/written";
      const { stdout, stderr } = await stack.compose(["exec", "-T", "server", "sh", "-c", look]);
      expect(stdout.split("\n")).toEqual(["dist", "migrate.js", "node_modules", "package.json", "0", "10001", ""]);
      expect(stderr).toContain("Read-only file system");
      await stack.succeed(["stop", "server"]);
      expect((await stack.inspect("server")).map(({ State }) => State.ExitCode)).toEqual([0]);
    });
});
