import { mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { ask } from "./ask";
import { onEngine } from "./engine";
import { type Outcome, run } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

const home = resolve(__dirname, "../..");
const owner = 1234;

/** `npx quaywright` in a copy of a template, as the user whom the copy belongs to. */
function quaywright({ folder }: TestStack, ...args: readonly string[]): Promise<Outcome> {
  const as = process.getuid?.() === 0 ? ["setpriv", `--reuid=${owner}`, `--regid=${owner}`, "--clear-groups"] : [];
  const node = [
    process.execPath,
    "--conditions=@quaywright/source",
    "-r",
    join(home, "node_modules/tsx/dist/cjs/index.cjs"),
  ];
  const [command = "", ...rest] = [...as, ...node, join(home, "packages/quaywright/src/cli.ts"), ...args];
  return run(command, rest, { cwd: folder, env: { HOME: folder } });
}

onEngine("`quaywright env`", () => {
  let stack: TestStack;

  afterEach(() => stack.remove());

  test("gives production all that it needs but its host names, whoever the host's user is", async () => {
    stack = await TestStack.create({ template: "django-react", environment: "production", owner });
    stack.save(".projenrc.ts", readFileSync(join(home, "templates/django-react/.projenrc.ts"), "utf8"));
    mkdirSync(join(stack.folder, "node_modules"));
    symlinkSync(join(home, "packages/quaywright"), join(stack.folder, "node_modules/quaywright"));

    expect(await quaywright(stack, "env", "production")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("Set `ALLOWED_HOSTS` in `.env`, for production."),
      stderr: "",
    });
    stack.save(".env", stack.read(".env").replace("ALLOWED_HOSTS=", "ALLOWED_HOSTS=127.0.0.1"));
    const secrets = ["secrets/postgres_password", "secrets/secret_key"];
    const made = secrets.map((path) => stack.read(path));
    expect(secrets.map((path) => statSync(join(stack.folder, path)).uid)).toEqual([owner, owner]);
    expect(statSync(join(stack.folder, "secrets")).mode & 0o777).toBe(0o700);

    await stack.succeed(["up", "--build", "--wait"]);
    expect((await ask(stack.url("nginx", "/api/status/"))).status).toBe(200);
    expect(await quaywright(stack, "env", "production", "--check")).toMatchObject({
      code: 0,
      stdout: "Nothing is missing.\n",
    });
    expect(secrets.map((path) => stack.read(path))).toEqual(made);
  });
});
