import { join } from "node:path";
import { ask, json } from "./ask";
import { onEngine } from "./engine";
import { failures, load } from "./load";
import { type Outcome, type Running, run, start } from "./run";
import { eventually, TestStack } from "./stack";

jest.setTimeout(600_000);

const script = "docker/deploy.production.sh";

onEngine("django-react is deployed while it serves", () => {
  let stack: TestStack;
  let environment: Record<string, string>;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1" },
    });
    environment = { ...stack.env, COMPOSE_PROJECT_NAME: stack.project };
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--detach", "--wait"]);
  });
  afterAll(() => stack.remove());

  const options = () => ({ cwd: stack.folder, env: environment });
  const deploy = (...args: string[]): Promise<Outcome> => run(join(stack.folder, script), args, options());
  const begin = (...args: string[]): Running => start(join(stack.folder, script), args, options());
  const tagged = (version: string): string => `${version}-${stack.env.IMAGE_TAG}`;
  const version = async (file: string, text: string, name: string): Promise<string> => {
    stack.save(file, text);
    await stack.succeed(["build", "--quiet"], { env: { IMAGE_TAG: tagged(name) } });
    return tagged(name);
  };
  const tagsOf = async (service: string): Promise<string[]> => [
    ...new Set((await stack.inspect(service)).map(({ Config }) => Config.Image.replace(/.*:/, ""))),
  ];
  const pulse = (day: string) =>
    load(
      50,
      (n) => stack.url("nginx", n % 7 === 1 ? "/" : "/api/status/"),
      (n) => ({ url: stack.url("nginx", "/api/entries/"), body: { day, title: `entry ${n}`, minutes: 5 } }),
    );
  const stored = async (day: string): Promise<string[]> =>
    json<{ entries: { title: string }[] }>(await ask(stack.url("nginx", `/api/entries/?day=${day}`))).entries.map(
      ({ title }) => title,
    );

  test("no request fails for a minute in which a version comes and goes, and each write is there once", async () => {
    const first = stack.env.IMAGE_TAG!;
    const second = await version(
      "backend/config/urls.py",
      `${stack.read("backend/config/urls.py")}\nsecond = True\n`,
      "v2",
    );
    const before = await stack.containers("backend");
    const pulsing = pulse("2001-01-01");
    const minute = new Promise((done) => setTimeout(done, 60_000));
    const there = await deploy(second);
    expect({ ...there, stdout: "" }).toEqual({ code: 0, stdout: "", stderr: expect.anything() });
    expect(await tagsOf("backend")).toEqual([second]);
    expect((await stack.containers("backend")).filter((id) => before.includes(id))).toEqual([]);
    const back = await deploy("--rollback");
    expect(back.stdout).toContain(`Done: ${first} runs.`);
    expect(await tagsOf("backend")).toEqual([first]);
    await minute;
    const asked = await pulsing.stop();
    expect(failures(asked, [200, 201])).toEqual({});
    expect(asked.length).toBeGreaterThan(1000);
    const titles = await stored("2001-01-01");
    expect(titles).toHaveLength(asked.filter(({ write }) => write).length);
    expect(new Set(titles).size).toBe(titles.length);
    expect(stack.read(".env")).toContain(`IMAGE_TAG=${first}`);
    expect(stack.read("deployments.production.log").trim().split("\n")).toHaveLength(3);
  });

  test("what another version would run alike stays", async () => {
    const { stdout } = await deploy(stack.env.IMAGE_TAG!);
    for (const service of ["frontend", "backend", "worker", "nginx"])
      expect(stdout).toContain(`${service}: stays as it is`);
  });

  test("a migration that fails changes nothing else", async () => {
    const migration = "backend/tracker/migrations/0002_broken.py";
    const broken = await version(
      migration,
      `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_initial")]
    operations = [migrations.RunSQL("SELECT nothing FROM nowhere")]
`,
      "v3",
    );
    const before = await stack.containers("backend");
    const { code, stderr } = await deploy(broken);
    expect(code).toBe(1);
    expect(stderr).toContain("backend-migrate failed.");
    expect(await stack.containers("backend")).toEqual(before);
    expect((await ask(stack.url("nginx", "/api/status/"))).status).toBe(200);
    await run("rm", [join(stack.folder, migration)]);
  });

  test("a version that does not work is never asked, and goes", async () => {
    const urls = stack.read("backend/config/urls.py");
    const middleware = stack.read("backend/tracker/health.py");
    const ill = await version(
      "backend/tracker/health.py",
      middleware
        .replaceAll(/get_response\(request\)/g, 'text("ill", status=500)')
        .replace('text("ok")', 'text("ill", status=500)'),
      "v4",
    );
    const before = await stack.containers("backend");
    const pulsing = pulse("2002-02-02");
    const { code, stderr } = await run(join(stack.folder, script), [ill], {
      ...options(),
      env: { ...environment, DEPLOY_TIMEOUT: "10" },
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("a new container does not work") });
    expect(stderr).toContain("the old containers serve as before");
    expect(failures(await pulsing.stop(), [200, 201])).toEqual({});
    expect((await stack.containers("backend")).sort()).toEqual([...before].sort());
    stack.save("backend/tracker/health.py", middleware);
    stack.save("backend/config/urls.py", urls);
  });

  test("Ctrl-C leaves what serves, and another try goes through", async () => {
    const before = await stack.containers("backend");
    const pulsing = pulse("2003-03-03");
    const running = begin(tagged("v2"));
    await eventually(
      async () => running.said(),
      (said) => said.includes("Starts beside"),
    );
    const { code, stderr } = await running.interrupt();
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringContaining("the old containers serve as before"),
    });
    expect((await stack.containers("backend")).sort()).toEqual([...before].sort());
    expect((await deploy(tagged("v2"))).code).toBe(0);
    expect(failures(await pulsing.stop(), [200, 201])).toEqual({});
    expect(await tagsOf("backend")).toEqual([tagged("v2")]);
  });
});
