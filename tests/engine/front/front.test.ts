import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { django, djangoSettings, gateway } from "@quaywright/presets";
import { ask } from "../ask";
import { onEngine } from "../engine";
import { certificateFor } from "../gateway/certificate";
import { TestStack } from "../stack";
import { type OuterProxy, outerProxy } from "./proxy";
import { type Page, Visitor } from "./visitor";

jest.setTimeout(300_000);

const name = "shop.test";
const password = "a password of the test";
/** Where Docker's networks lie, from which this test asks. */
const docker = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

const project = {
  ...djangoSettings({ source: "site", project: "config" }),
  "site/manage.py": `import sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
  "site/config/__init__.py": "",
  "site/config/wsgi.py": `from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
`,
  "site/config/urls.py": `from django.contrib import admin
from django.http import JsonResponse
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("told/", lambda request: JsonResponse({"scheme": request.scheme, "user": request.user.username})),
]
`,
};

const site = django({
  source: "site",
  project: "config",
  database: "sqlite",
  variables: {
    DJANGO_SETTINGS_MODULE: "config.settings.production",
    DB_ENGINE: "django.db.backends.sqlite3",
    DB_NAME: "/srv/data/db.sqlite3",
    REDIS_URL: { optional: true },
  },
});
const routes = { "/": "site" };

onEngine("who ends TLS", () => {
  let stack: TestStack;
  let ca: string;
  let certificates: string;
  const proxies: OuterProxy[] = [];

  beforeAll(async () => {
    stack = await TestStack.declare(
      { name: "front", services: { site, edge: gateway({ tls: "none", routes }) } },
      "production",
      ["edge-tls"],
    );
    Object.assign(stack.env, { ALLOWED_HOSTS: name });
    for (const [path, text] of Object.entries(project)) stack.save(path, text);
    stack.writeSecrets();
    certificates = join(stack.folder, "certificates");
    mkdirSync(certificates);
    ca = await certificateFor(name, certificates);
  });

  afterAll(async () => {
    for (const proxy of proxies) proxy.close();
    await stack?.remove();
  });

  const declare = async (services: Readonly<Record<string, object>>) => {
    stack.lay({ name: "front", services });
    await stack.succeed(["up", "--build", "--wait", "--remove-orphans"]);
    const user = ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@shop.test"];
    await stack.compose([
      "exec",
      "-T",
      "-e",
      `DJANGO_SUPERUSER_PASSWORD=${password}`,
      "site",
      "python",
      "manage.py",
      ...user,
    ]);
  };

  const proxyTo = async (port: number, says: boolean): Promise<OuterProxy> => {
    const proxy = await outerProxy(port, certificates, says);
    proxies.push(proxy);
    return proxy;
  };

  /** Signs in at the admin site, from an address as a person would type it, and says who is there then. */
  const signIn = async (visitor: Visitor, from: string) => {
    const form = await visitor.visit(`${from}/admin/login/?next=/told/`);
    const [, token = ""] = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(form.body) ?? [];
    return visitor.visit(form.url, { csrfmiddlewaretoken: token, username: "admin", password, next: "/told/" });
  };
  const said = ({ body, status, url }: Page) => ({ url, status, told: body.startsWith("{") ? JSON.parse(body) : body });
  const secureCookies = ({ cookies }: Visitor) =>
    Object.fromEntries([...cookies].map(([cookie, { secure }]) => [cookie, secure]));

  const overHttps = { url: `https://${name}/told/`, status: 200, told: { scheme: "https", user: "admin" } };
  const overHttp = { url: `http://${name}/told/`, status: 200, told: { scheme: "http", user: "admin" } };

  test("nobody, before a gateway: people sign in over HTTP, and are sent nowhere else", async () => {
    await declare({ site, edge: gateway({ tls: "none", routes }) });
    const visitor = new Visitor({ http: stack.ports.edge! }, { "X-Forwarded-Proto": "https" });
    expect(said(await signIn(visitor, `http://${name}`))).toEqual(overHttp);
    expect(secureCookies(visitor)).toEqual({ csrftoken: false, sessionid: false });
  });

  test("the gateway: people are sent to HTTPS, and sign in there", async () => {
    await declare({ site, edge: gateway({ tls: { files: "certificates", hsts: 300 }, routes }) });
    const visitor = new Visitor({ http: stack.ports.edge!, https: stack.ports["edge-tls"]!, ca });
    expect(said(await signIn(visitor, `http://${name}`))).toEqual(overHttps);
    expect(secureCookies(visitor)).toEqual({ csrftoken: true, sessionid: true });
    expect((await visitor.visit(`https://${name}/told/`)).headers["strict-transport-security"]).toBe("max-age=3600");
  });

  test("a proxy before the gateway: the same, whether it says how it was asked or not", async () => {
    await declare({ site, edge: gateway({ trust: docker, routes }) });
    for (const says of [true, false]) {
      const visitor = new Visitor({ ...(await proxyTo(stack.ports.edge!, says)), ca });
      expect(said(await signIn(visitor, `${says ? "http" : "https"}://${name}`))).toEqual(overHttps);
      expect(secureCookies(visitor)).toEqual({ csrftoken: true, sessionid: true });
    }
  });

  test("whoever goes past that proxy is not believed, and sent to HTTPS", async () => {
    await declare({ site, edge: gateway({ trust: ["203.0.113.9"], routes }) });
    const headers = { Host: name, "X-Forwarded-Proto": "https" };
    const { headers: told, status } = await ask(stack.url("edge", "/told/"), { headers });
    expect([status, told.location]).toEqual([301, `https://${name}/told/`]);
    expect((await ask(stack.url("edge", "/healthz"), { headers })).status).toBe(200);
  });

  test("a proxy before the application itself: people sign in over HTTPS", async () => {
    await declare({ site: { ...site, publish: 8000, trust: docker } });
    const visitor = new Visitor({ ...(await proxyTo(stack.ports.site!, true)), ca });
    expect(said(await signIn(visitor, `http://${name}`))).toEqual(overHttps);
    expect(secureCookies(visitor)).toEqual({ csrftoken: true, sessionid: true });
  });

  test("nobody, before the application itself: what a client says of its scheme does not count", async () => {
    await declare({ site: { ...site, publish: 8000, tls: "none" } });
    const visitor = new Visitor({ http: stack.ports.site! }, { "X-Forwarded-Proto": "https" });
    expect(said(await signIn(visitor, `http://${name}`))).toEqual(overHttp);
    expect(secureCookies(visitor)).toEqual({ csrftoken: false, sessionid: false });
  });
});
