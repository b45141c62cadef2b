import { runInNewContext } from "node:vm";
import { vite } from "@quaywright/presets";
import { type Answer, ask } from "./ask";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

const awkward = `</script><script>alert("1")</script> it's $5, \\u003c \\ \`\${x}\` \u2028 é 🚢\t\r\n "second line"`;

onEngine("a page whose values are read as it is loaded", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { API_URL: "https://api.example" },
      publishes: ["frontend"],
    });
    const runtime = {
      API_URL: { purpose: "Where the API is.", kind: "url" as const, development: "http://localhost:8000" },
      TITLE: { development: "Time", production: "Tracker" },
      BANNER: { development: "", optional: true },
    };
    const frontend = { ...vite({ source: "frontend", runtime }), publish: { production: 80 } };
    lay(stack, { name: "timetracker", files: { compose: { production: stack.file } }, services: { frontend } });
  });

  afterAll(() => stack.remove());

  const values = ({ body }: Answer) => {
    const window: { config?: object } = {};
    runInNewContext(body.toString(), { window });
    return { ...window.config };
  };
  const config = () => ask(stack.url("frontend", "/config.js"));

  test("is not built while it does not load them", async () => {
    const { code, stdout, stderr } = await stack.compose(["build"]);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch('put <script src="/config.js"></script> before its own script');
  });

  test("has those of development in a file of its own, and their types", async () => {
    const index = stack.read("frontend/index.html");
    stack.save("frontend/index.html", index.replace("<script", '<script src="/config.js"></script>\n<script'));
    stack.save("frontend/src/uses.ts", "export const uses: string = window.config.API_URL;\n");
    const body = Buffer.from(stack.read("frontend/public/config.js"));
    expect(values({ body } as Answer)).toEqual({ API_URL: "http://localhost:8000", TITLE: "Time", BANNER: "" });
    await stack.succeed(["build"]); // which runs `tsc`
  });

  test("has those of the environment, from the one image, on a root that nobody writes", async () => {
    await stack.succeed(["up", "--wait"]);
    const answer = await config();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(answer.headers["content-type"]).toMatch("javascript");
    expect(values(answer)).toEqual({ API_URL: "https://api.example", TITLE: "Tracker" });
    const [before] = await stack.inspect("frontend");
    expect(before?.HostConfig.ReadonlyRootfs).toBe(true);

    await stack.succeed(["up", "--wait"], { env: { API_URL: "https://other.example", TITLE: awkward, BANNER: "<b>" } });
    const [after] = await stack.inspect("frontend");
    expect(after?.Image).toBe(before?.Image);
    const second = await config();
    expect(values(second)).toEqual({ API_URL: "https://other.example", TITLE: awkward, BANNER: "<b>" });
    expect(second.body.toString()).not.toContain("<");
    expect((await ask(stack.url("frontend", "/"))).body.toString()).toContain('src="/config.js"');
  });

  test("does not start with a value that its kind refuses", async () => {
    const { code, stderr } = await stack.compose(["run", "--rm", "frontend"], { env: { API_URL: "nowhere" } });
    expect(code).toBe(78);
    expect(stderr).toMatch("API_URL is not a URL, expected scheme://host");
  });
});
