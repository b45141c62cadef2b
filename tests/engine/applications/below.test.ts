import { cpSync } from "node:fs";
import { join } from "node:path";
import { django, fastapi, gateway } from "@quaywright/presets";
import { ask, json } from "../ask";
import { onEngine } from "../engine";
import { greetingOf } from "../journeys/debugger";
import { type Declaration, eventually, TestStack } from "../stack";

jest.setTimeout(300_000);

const site = django({
  source: "site",
  project: "config",
  database: "sqlite",
  python: { development: "requirements-dev.txt", debugPort: 5678 },
  names: { DEBUG: "DJANGO_DEBUG" },
  steps: [{ bundle: "page", output: "site/shop/static/page" }],
  variables: { STORAGE: { purpose: "How static files are kept.", optional: true } },
});

// its lock file lacks the server, and its Python is not Poetry's
const api = fastapi({
  source: "api",
  app: "api:app",
  python: {
    version: "3.11",
    debian: "bookworm",
    manager: "poetry",
    managerPython: "3.13",
    development: false,
    add: ["uvicorn==0.38.0"],
  },
});

/** Two applications that a gateway has under paths of their own, in development as well. */
const declaration: Declaration = {
  name: "below",
  services: {
    site: { ...site, prefix: "/shop/" },
    api: { ...api, prefix: "/api/", publish: { development: 8001 } },
    edge: gateway({
      environments: ["development", "production"],
      tls: "none",
      routes: { "/shop/": "site", "/api/": { to: "api", strip: true } },
    }),
    files: gateway({ tls: "none", publish: 8081, routes: { "/shop/": "site", "/shop/static/": "site:static" } }),
  },
};

describe.each(["development", "production"])("applications that know nothing of their path, in %s", (environment) => {
  onEngine("behind a gateway", () => {
    let stack: TestStack;
    const asked = async (path: string, by = "edge") => {
      const { body, headers, status } = await ask(stack.url(by, path), { headers: { host: "shop.example.com" } });
      return { status, text: body.toString(), to: headers.location, type: headers["content-type"] };
    };
    const stored = async (storage: string, debug = "0") => {
      await stack.succeed(["up", "--wait", "site"], { env: { STORAGE: storage, DJANGO_DEBUG: debug } });
      // gateways look for the new container
      for (const by of environment === "production" ? ["edge", "files"] : ["edge"]) {
        await eventually(
          () => asked("/shop/", by),
          ({ status }) => status === 200,
        );
      }
    };

    beforeAll(async () => {
      stack = await TestStack.declare(declaration, environment, ["site-debug"]);
      cpSync(join(__dirname, "below"), stack.folder, { recursive: true });
      Object.assign(stack.env, { STORAGE: "whitenoise", DJANGO_DEBUG: "0" });
      // in development it is `*`
      if (environment === "production") stack.env.ALLOWED_HOSTS = "shop.example.com";
      stack.writeSecrets();
      await stack.succeed(["up", "--build", "--wait"]);
    });

    afterAll(() => stack?.remove());

    test("its health view is asked by a name that it answers to", async () => {
      const byAddress = await ask(stack.url("edge", "/shop/healthz"));
      expect(byAddress.status).toBe(environment === "production" ? 400 : 200);
      expect((await stack.inspect("site"))[0]?.State.Health?.Status).toBe("healthy");
    });

    test("links and redirects lead back", async () => {
      const { text } = await asked("/shop/");
      expect(text).toContain('href="/shop/orders/"');
      const { status, to } = await asked("/shop/orders/");
      expect([status, to]).toEqual([302, "/shop/admin/login/?next=/shop/orders/"]);
      const login = await asked(String(to));
      expect([login.status, login.text.includes('action="/shop/admin/login/')]).toEqual([200, true]);
    });

    test("a page has its style with debugging off, however static files are kept", async () => {
      for (const storage of ["whitenoise", "hashed", ...(environment === "development" ? ["plain"] : [])]) {
        await stored(storage);
        // gunicorn alone has none; in production a gateway has them, or WhiteNoise
        const by = environment === "production" && storage !== "whitenoise" ? "files" : "edge";
        const [, style = ""] = /href="([^"]+\.css)"/.exec((await asked("/shop/", by)).text) ?? [];
        expect(style).toMatch(
          environment === "production" ? /^\/shop\/static\/shop\/page\.\w{12}\.css$/ : "/shop/static/shop/page.css",
        );
        const { status, text, type } = await asked(style, by);
        expect([status, type?.split(";")[0], text]).toEqual([
          200,
          "text/css",
          stack.read("site/shop/static/shop/page.css"),
        ]);
        expect((await asked("/shop/static/page/page.js", by)).text).toBe("built without a package\n");
        expect((await asked("/shop/static/admin/css/none.css", by)).status).toBe(404);
      }
    });

    if (environment === "development")
      test("a debugger attaches, and what is saved still counts at once", async () => {
        expect(await greetingOf(stack.ports["site-debug"]!)).toMatch('"event": "output"');
        const file = "site/config/urls.py";
        stack.save(file, stack.read(file).replace('HttpResponse("ok")', 'HttpResponse("ok, still")'));
        await eventually(
          () => asked("/shop/healthz"),
          ({ text }) => text === "ok, still",
        );
      });

    test("the page of an API finds what it describes", async () => {
      const [, described = ""] = /url: '([^']+)'/.exec((await asked("/api/docs")).text) ?? [];
      expect(described).toBe("/api/openapi.json");
      expect((await asked(described)).status).toBe(200);
    });

    test("runs on its own Python, with the server that its lock file lacks", async () => {
      expect(json(await ask(stack.url("edge", "/api/health")))).toEqual({ python: [3, 11] });
      const version = "import importlib.metadata; print(importlib.metadata.version('uvicorn'))";
      expect(await stack.succeed(["exec", "-T", "api", "python", "-c", version])).toBe("0.38.0\n");
    });

    if (environment === "development") {
      test("an edit of a style counts at once, with debugging on too, and asked without the path", async () => {
        for (const debug of ["0", "1"]) {
          await stored("hashed", debug);
          stack.save("site/shop/static/shop/page.css", `body { order: ${debug} }\n`);
          expect((await asked("/shop/static/shop/page.css")).text).toBe(`body { order: ${debug} }\n`);
          expect((await asked("/", "site")).text).toContain('href="/shop/orders/"');
        }
      });
    }
  });
});
