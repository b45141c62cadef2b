import { ask } from "../ask";
import { onEngine } from "../engine";
import { redeclare } from "../journeys/redeclare";
import { TestStack } from "../stack";

jest.setTimeout(300_000);

const replaced = (text: string, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts).reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, text);

/** The template as it would be had nobody thought of containers: literals for hosts, ports and debugging. */
onEngine("development of an application that believes in localhost", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({ template: "django-react", environment: "development" });
    const settings = "backend/config/settings.py";
    stack.save(
      settings,
      replaced(stack.read(settings), {
        'DEBUG = env_flag("DEBUG")': "DEBUG = False",
        'ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")': 'ALLOWED_HOSTS = ["localhost"]',
        '"tracker.health.health",': "",
      }),
    );
    const page = "frontend/vite.config.ts";
    stack.save(
      page,
      replaced(stack.read(page), { "process.env.PROXY_TARGET ||": "", "changeOrigin: false": "changeOrigin: true" }),
    );
    await redeclare(stack, "django-react", (declaration) =>
      replaced(declaration, {
        "replicas: { production: 3 },": `replicas: { production: 3 },
          probe: { kind: "http", path: "/admin/", headers: { Host: "localhost" }, statuses: ["2xx", 302], interval: 1 },`,
        'frontend: vite({ source: "frontend", backend: "backend", variables: { VITE_API_BASE_URL: "/api" } }),': `frontend: {
          ...vite({ source: "frontend" }),
          localhost: { development: { "8000": "backend" } },
          variables: {
            VITE_API_BASE_URL: { phase: { development: "run", production: "build" }, value: "/api" },
            __VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS: { development: "dev.example.com" },
          },
        },`,
      }),
    );
    await stack.succeed(["up", "--build", "--wait", "backend", "frontend"]);
  });

  afterAll(() => stack.remove());

  test("the page's server passes requests on to a port of localhost", async () => {
    const { status, headers } = await ask(stack.url("frontend", "/admin/"), { headers: { host: "localhost:5173" } });
    expect([status, headers.location]).toEqual([302, "/admin/login/?next=/admin/"]);
  });

  test("static files are served where debugging is off", async () => {
    const { status, body } = await ask(stack.url("frontend", "/static/admin/css/base.css"));
    expect([status, body.includes("--primary")]).toEqual([200, true]);
    expect((await ask(stack.url("frontend", "/admin/nothing/here/"))).body.toString()).not.toContain("DEBUG = True");
  });

  test("a host that the server was told of is answered, another one is not", async () => {
    const asked = async (host: string) => (await ask(stack.url("frontend"), { headers: { host } })).status;
    expect([await asked("dev.example.com"), await asked("other.example.com")]).toEqual([200, 403]);
  });
});
