import { statSync } from "node:fs";
import { join } from "node:path";
import { django, postgres, vite } from "@quaywright/presets";
import { ask } from "./ask";
import { processesOf } from "./container";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

/** The template under numbers of its user's choice. */
const declare = (stack: TestStack, environment: string) => ({
  name: "timetracker",
  files: { compose: { [environment]: stack.file } },
  services: {
    db: postgres({ version: "17", name: "timetracker" }),
    backend: {
      ...django({ source: "backend", project: "config", database: "db" }),
      user: { development: "1500:1600", production: "20000:20000" },
    },
    frontend: {
      ...vite({ source: "frontend", backend: "backend" }),
      user: { development: "1500:1600", production: "101:101" },
    },
  },
});

const uidsOf = async (stack: TestStack, service: string): Promise<Set<string>> => {
  const [container] = await stack.inspect(service);
  const processes = await processesOf(container!);
  return new Set(processes.map(({ Uid }) => Uid?.split("\t")[0] ?? ""));
};

onEngine("users of one's choice", () => {
  let stack: TestStack;

  afterEach(() => stack.remove());

  test("in development, without root and without a capability", async () => {
    stack = await TestStack.create({ template: "django-react", environment: "development", owner: 1500 });
    lay(stack, declare(stack, "development"));
    await stack.succeed(["up", "--build", "--wait"]);
    for (const service of ["backend", "frontend"]) {
      expect(await uidsOf(stack, service)).toEqual(new Set(["1500"]));
      expect((await stack.inspect(service)).map(({ HostConfig }) => HostConfig.CapAdd)).toEqual([null]);
    }
    await stack.succeed(["exec", "-T", "backend", "sh", "-c", "touch /app/made /srv/media/made"]);
    expect(statSync(join(stack.folder, "backend/made")).uid).toBe(1500);
    expect((await ask(stack.url("frontend", "/src/main.tsx"))).status).toBe(200);
  });

  test("in production, with volumes that are theirs", async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1" },
    });
    lay(stack, declare(stack, "production"));
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    expect(await uidsOf(stack, "backend")).toEqual(new Set(["20000"]));
    await stack.succeed(["exec", "-T", "backend", "sh", "-c", "touch /srv/media/made /var/tmp/made"]);
    const said = await stack.succeed([
      "exec",
      "-T",
      "backend",
      "python",
      "-c",
      "import getpass; print(getpass.getuser())",
    ]);
    expect(said).toBe("app\n");
  });
});
