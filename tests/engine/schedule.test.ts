import { onEngine } from "./engine";
import { run } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(180_000);

const notes = "/srv/data/notes";
const append = (seconds: number) =>
  `import os, time; open("${notes}", "a").write(os.environ["TOKEN"] + "\\n"); time.sleep(${seconds})`;

onEngine("what has a schedule", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(
      {
        name: "nightly",
        services: {
          db: { image: "debian:trixie-slim", command: ["sleep", "600"] },
          app: {
            build: {
              sources: [],
              stages: [
                {
                  name: "production",
                  purpose: "sleeps.",
                  from: "python:3.13-slim-trixie",
                  client: "python",
                  entrypoint: "production",
                  preparesUser: true,
                },
              ],
            },
            command: ["sleep", "600"],
            user: "10001:10001",
            needs: ["db"],
            variables: { TOKEN: { kind: "secret" } },
            volumes: { data: "/srv/data" },
            tasks: {
              note: { command: ["python", "-c", append(0)], schedule: "0 3 * * *" },
              slow: { command: ["python", "-c", append(4)], schedule: "@hourly" },
              fail: {
                command: ["python", "-c", "import sys; print('no luck', file=sys.stderr); sys.exit(3)"],
                schedule: "@daily",
              },
            },
          },
        },
      },
      "production",
    );
    stack.writeSecrets({ token: "a secret" });
    await stack.succeed(["up", "--build", "--detach", "--wait"]);
  });
  afterAll(() => stack.remove());

  /** A line as systemd or cron would run it, in the project's folder. */
  const byItself = (line: string) =>
    run("sh", ["-c", line], { cwd: stack.folder, env: { ...stack.env, COMPOSE_PROJECT_NAME: stack.project } });
  const unit = (task: string, key = "ExecStart"): string => {
    const text = stack.read(`docker/systemd/nightly-production-app-${task}.service`);
    return new RegExp(`^${key}=-?(.*)$`, "m").exec(text)?.[1] ?? "";
  };
  const written = async (): Promise<string[]> =>
    (await stack.succeed(["exec", "-T", "app", "sh", "-c", `cat ${notes} 2>/dev/null || true`]))
      .split("\n")
      .filter(Boolean);
  const services = async (): Promise<string[]> =>
    (await stack.succeed(["ps", "--all", "--format", "{{.Service}} {{.State}}"])).trim().split("\n").sort();

  test("does not start with the stack", async () => {
    expect(await services()).toEqual(["app running", "app-check exited", "db running"]);
    expect(await written()).toEqual([]);
  });

  test("runs by the command of its unit, with its variables and volumes, and leaves nothing behind", async () => {
    const before = await stack.containers("app");
    await stack.succeed(["stop", "--timeout", "1", "db"]);
    expect(await byItself(unit("note"))).toMatchObject({ code: 0, stdout: "" });
    expect(await written()).toEqual(["a secret"]);
    expect(await services()).toEqual(["app running", "app-check exited", "db exited"]);
    expect(await stack.containers("app")).toEqual(before);
  });

  test("fails with the exit code of its command, and with what that said", async () => {
    expect(await byItself(unit("fail"))).toMatchObject({ code: 3, stderr: expect.stringContaining("no luck") });
  });

  test("ends with its unit, and runs again", async () => {
    const stopped = byItself(unit("slow"));
    await new Promise((done) => setTimeout(done, 2000));
    await byItself(unit("slow", "ExecStopPost"));
    expect((await stopped).code).not.toBe(0);
    expect(await services()).toEqual(["app running", "app-check exited", "db exited"]);
    expect((await byItself(unit("note"))).code).toBe(0);
  });

  test("does not run beside itself by cron", async () => {
    const { stdout } = await byItself("sh docker/schedule.production.sh crontab");
    const [, line = ""] = /^0 \* \* \* \* (cd .*)$/m.exec(stdout) ?? [];
    const before = (await written()).length;
    const first = byItself(line);
    await new Promise((done) => setTimeout(done, 1000));
    expect((await byItself(line)).code).toBe(1);
    expect((await first).code).toBe(0);
    expect(await written()).toHaveLength(before + 1);
  });
});
