import { type Problem, resolve, type UncheckedDeclaration } from "@quaywright/model";
import { certbot } from "./certbot";
import { gateway } from "./gateway";
import { options } from "./gateway-options";
import { vite } from "./vite";

const secret = { external: "url", port: 80 };
const far = { external: true, image: "far:1", port: 80 };
const app = { image: "app:1", port: 8000, files: { static: { folder: "/static" } } };
const page = vite({ source: "page" });

/** What is wrong with a gateway, and where; `services` stand beside it. */
const problemsOf = (given: object, services: Record<string, unknown> = { app, far, page, secret }): Problem[] => {
  const edge = gateway({ routes: { "/": "app" }, ...(given as { tls: "none" }) });
  const declaration: UncheckedDeclaration = {
    name: "shop",
    environments: ["production"],
    services: { ...services, edge },
  };
  const result = resolve(declaration);
  return "problems" in result ? result.problems : [];
};

test("a mistake in one option holds back no other, nor what the rest names", () => {
  const found = problemsOf({ routes: { "/": "ap", "/static/": "app:sattic" }, hsts: 5, bodyLimit: "much" });
  expect(found.map(({ at, suggestion }) => [at.slice(2).join("."), suggestion])).toEqual([
    ["bodyLimit", undefined],
    ["hsts", undefined],
    ["tls", undefined],
    ["routes./", "app"],
    ["routes./static/", "app:static"],
  ]);
});

test.each<[string, object, string, string, string]>([
  ["nobody says who ends TLS", {}, "tls", "nothing", "who ends TLS: `{ files"],
  ["TLS of another kind", { tls: "files" }, "tls", '`"files"`', "`none` or an object"],
  [
    "a certificate instead of its folder",
    { tls: { files: "tls/fullchain.pem" } },
    "tls.files",
    '`"tls/fullchain.pem"`',
    "a folder such as `certificates`",
  ],
  ["a folder above the project", { tls: { files: "../tls" } }, "tls.files", '`"../tls"`', "a folder such as"],
  ["the project as a folder", { tls: { files: "./" } }, "tls.files", '`"./"`', "a folder such as"],
  [
    "a route to files elsewhere",
    { tls: "none", routes: { "/": "far:static" } },
    "routes./",
    "files `static` of `far`, which runs elsewhere",
    "`far`, which then answers for them",
  ],
  [
    "a route to a URL that is a secret",
    { tls: "none", routes: { "/": "secret" } },
    "routes./",
    "`secret`, whose URL is a secret",
    "`external: true`, which asks for `SECRET_URL`",
  ],
  [
    "a host name to keep before a container",
    { tls: "none", routes: { "/": { to: "app", keepHost: true } } },
    "site.routes./.keepHost",
    "`keepHost` of `app`, which has a container",
    "none: it is asked by that name anyway",
  ],
  [
    "a certificate from nobody",
    { tls: { acme: "cerbot" } },
    "tls.acme",
    "service `cerbot`",
    "one of `app`, `edge`, `far`, `page`",
  ],
  ["a certificate from no certbot", { tls: { acme: "app" } }, "tls.acme", "files `certificates`", "one of `static`"],
  [
    "HSTS without TLS",
    { tls: "none", headers: { "strict-transport-security": "max-age=9" } },
    "headers.strict-transport-security",
    '`"max-age=9"`',
    "TLS, without which",
  ],
  [
    "HSTS twice",
    { tls: { files: "tls" }, headers: { "Strict-Transport-Security": "max-age=9" } },
    "headers.Strict-Transport-Security",
    '`"max-age=9"`',
    "`hsts` of `tls`",
  ],
  ["a proxy by its name", { trust: ["traefik"] }, "trust.0", '`"traefik"`', "an address such as `10.0.0.1`"],
  ["a route to nobody", { tls: "none", routes: { "/": { to: "ap" } } }, "routes./.to", "service `ap`", "one of"],
  [
    "a route to files that are not there",
    { tls: "none", routes: { "/x/": "app:media" } },
    "routes./x/",
    "files `media` of `app`",
    "one of `static`",
  ],
  [
    "a way to pass on files",
    { tls: "none", routes: { "/x/": { to: "app:static", stream: true } } },
    "site.routes./x/.stream",
    "`stream` of files",
    '`to: "app:static"` alone',
  ],
  [
    "answers that nobody gets",
    { tls: "none", routes: { "/x/": { to: "app", internal: true } } },
    "site.routes./x/.internal",
    "`internal` of requests that `app` answers",
    "files, such as `app:media`",
  ],
  [
    "a key that no route has",
    { tls: "none", routes: { "/": { to: "app", streem: true } } },
    "routes./.streem",
    "key `streem`",
    "a known one",
  ],
  [
    "a rate of no kind",
    { tls: "none", routes: { "/": { to: "app", rate: "10/s" } } },
    "routes./.rate",
    '`"10/s"`',
    "a rate such as `10r/s`",
  ],
  [
    "a burst beyond nothing",
    { tls: "none", routes: { "/": { to: "app", burst: 3 } } },
    "site.routes./.burst",
    "`burst` without a rate",
    "a `rate`",
  ],
  [
    "nothing to strip",
    { tls: "none", routes: { "/": { to: "app", strip: true } } },
    "site.routes./.strip",
    "`strip` of `/`",
    "a prefix that ends with `/`",
  ],
  [
    "half a name to strip",
    { tls: "none", routes: { "/a": { to: "app", strip: true } } },
    "site.routes./a.strip",
    "`strip` of `/a`",
    "a prefix that ends with `/`",
  ],
  [
    "a page under a prefix that it does not know",
    { tls: "none", routes: { "/shop/": "page" } },
    "site.routes./shop/",
    "prefix `/shop/` before `page`, whose page is at `/`",
    "route `/`",
  ],
  [
    "a path that is passed on and denied",
    { tls: "none", routes: { "/": "app", "/metrics/": "app" }, deny: ["/metrics"] },
    "site.deny.0",
    "`/metrics`, which is a route as well",
    "a path that is denied, or a route",
  ],
  ["a path with a query", { tls: "none", deny: ["/x?y"] }, "deny.0", '`"/x?y"`', "a path such as `/api/`"],
  ["a limit in words", { tls: "none", bodyLimit: "50 MB" }, "bodyLimit", '`"50 MB"`', "a size such as `20m`"],
  [
    "one port twice",
    { tls: { files: "tls", publish: 80 } },
    "ports.tls.publish",
    "`80`, which `edge` publishes too",
    "another port",
  ],
  ["an nginx that is too old", { tls: "none", nginx: "1.28" }, "nginx", '`"1.28"`', "1.29.3 or newer"],
])("%s is a mistake with its place and what is expected", (_, given, at, found, expected) => {
  const [problem, ...others] = problemsOf(given);
  expect(others).toEqual([]);
  expect(problem?.at.slice(0, 2)).toEqual(["services", "edge"]);
  expect(problem?.at.slice(2).join(".")).toBe(at);
  expect(problem?.found).toContain(found);
  expect(problem?.expected).toContain(expected);
});

test.each<[string, object, string]>([
  ["without an address to write to", { domains: ["a.example.com"] }, "email"],
  ["without a domain", { email: "a@example.com", domains: [] }, "domains"],
  ["for what HTTP cannot prove", { email: "a@example.com", domains: ["*.example.com"] }, "domains.0"],
])("a certificate %s is a mistake", (_, given, at) => {
  const problems = problemsOf({ tls: { acme: "cert" } }, { app, cert: certbot(given as never) });
  expect(problems.map((problem) => problem.at.join("."))).toEqual([`services.cert.${at}`]);
});

test.each([
  { tls: "none", nginx: "1.29" },
  { tls: "none", nginx: "1.29.3" },
  { tls: "none", nginx: "2.0.1" },
  { trust: ["10.0.0.0/8", "fd00::1"] },
  { trust: ["10.0.0.1"], headers: { "Strict-Transport-Security": "max-age=9; includeSubDomains" } },
  { tls: { files: "/etc/tls" }, deny: ["/metrics"], routes: { "/": "app", "/metrics/public/": "app" } },
])("%j is none", (given) => {
  expect(problemsOf(given)).toEqual([]);
});

test("what the application must know of it can be asked of it", () => {
  const variables = {
    LIMIT: { from: "edge:bodyLimit" },
    SECURE: { from: "edge:scheme", map: { http: "0", https: "1" } },
  };
  const valuesOf = (given: object) => {
    const edge = gateway({ routes: { "/": "app" }, bodyLimit: "500m", ...(given as { tls: "none" }) });
    const services = { app: { ...app, variables }, edge };
    const result = resolve({ name: "shop", environments: ["production"], services });
    if ("problems" in result) throw new Error(JSON.stringify(result.problems));
    const found = result.stacks[0]?.services.find(({ name }) => name === "app");
    return found?.variables.map(({ source }) => "value" in source && source.value);
  };
  expect(valuesOf({ tls: "none" })).toEqual(["524288000", "0"]);
  expect(valuesOf({ tls: { files: "tls" } })).toEqual(["524288000", "1"]);
  expect(valuesOf({ trust: ["10.0.0.1"] })).toEqual(["524288000", "1"]);
});

test("there are at most twelve options", () => {
  expect(Object.keys(options.shape).length).toBeLessThanOrEqual(12);
});
