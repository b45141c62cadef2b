import { resolve } from "@quaywright/model";
import { django } from "./django";
import { fastapi } from "./fastapi";
import { flask } from "./flask";
import { gateway } from "./gateway";
import { variables as withWhatIsKnown } from "./variables";

const routes = { "/": "site" };
const site = (variables: object = {}) =>
  django({ source: ".", project: "config", database: "sqlite", variables: variables as never });

const resolved = (services: object) => resolve({ name: "shop", environments: ["production"], services });

const problemsOf = (services: object) => {
  const result = resolved(services);
  return "problems" in result ? result.problems.map(({ at, found }) => [at.slice(1).join("."), found]) : [];
};

/** What a service is given of these variables. */
const given = (services: object, service: string, names: readonly string[]) => {
  const result = resolved(services);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const all = result.stacks[0]!.services.find(({ name }) => name === service)!.variables;
  return names.map((name) => {
    const source = all.find((each) => each.name === name)?.source;
    return source?.kind === "input"
      ? `\${${source.input.default}}`
      : source?.kind === "fixed"
        ? source.value
        : undefined;
  });
};

const names = ["COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "FORWARDED_ALLOW_IPS"];
const plain = ["False", "False", "0"];
const secure = ["True", "True", "3600"];

test.each([
  ["nobody, before a gateway", { site: site(), edge: gateway({ tls: "none", routes }) }, [...plain, "*"]],
  ["the gateway", { site: site(), edge: gateway({ tls: { files: "tls" }, routes }) }, [...secure, "*"]],
  ["a proxy before the gateway", { site: site(), edge: gateway({ trust: ["10.0.0.1"], routes }) }, [...secure, "*"]],
  [
    "nobody, and a proxy that tells addresses",
    { site: site(), edge: gateway({ tls: "none", trust: ["10.0.0.1"], routes }) },
    [...plain, "*"],
  ],
  ["nobody, before the site", { site: { ...site(), publish: 80, tls: "none" } }, [...plain, "127.0.0.1"]],
  [
    "a proxy before the site",
    { site: { ...site(), publish: 80, trust: ["10.0.0.1", "fd00::/8"] } },
    [...secure, "10.0.0.1,fd00::/8"],
  ],
  ["nobody, since nobody reaches it", { site: site() }, [...plain, "127.0.0.1"]],
])("who ends TLS: %s", (_, services, expected) => {
  expect(given(services, "site", names)).toEqual(expected);
});

test("it is the same for Flask, FastAPI, and whoever runs the code beside", () => {
  const edge = gateway({ tls: { files: "tls" }, routes: { "/": "site", "/api/": "api" } });
  const services = {
    site: flask({ source: ".", app: "app:app" }),
    api: fastapi({ source: "api", app: "app:app" }),
    worker: { of: "site", command: ["work"] },
    edge,
  };
  const cookies = ["COOKIE_SECURE", "FLASK_SESSION_COOKIE_SECURE"];
  expect(given(services, "site", cookies)).toEqual(["True", "true"]);
  expect(given(services, "api", cookies)).toEqual(["True", undefined]);
  expect(given(services, "worker", cookies)).toEqual(["True", "true"]);
});

test("a site behind the gateway believes the gateway", () => {
  const build = { sources: [], stages: [{ name: "production", purpose: "is nginx.", from: "nginx:1" }] };
  const inner = { build, port: 8080, site: { routes: { "/": "site" } } };
  const result = resolved({ site: site(), inner, edge: gateway({ tls: { files: "tls" }, routes: { "/": "inner" } }) });
  const found = "stacks" in result ? result.stacks[0]!.builds.find(({ name }) => name === "inner")?.site : undefined;
  expect(found).toMatchObject({ endedBy: "itself", trust: ["0.0.0.0/0", "::/0"] });
});

test("a value of its own stands where it contradicts nothing", () => {
  const variables = { SECURE_HSTS_SECONDS: { default: "300" }, SECURE_SSL_REDIRECT: "False", COOKIE_SECURE: "true" };
  const services = { site: site(variables), edge: gateway({ tls: { files: "tls" }, routes }) };
  expect(given(services, "site", names)).toEqual(["true", "False", "${300}", "*"]);
});

test.each([
  [
    "a cookie for HTTPS alone, where there is none",
    { site: site({ SESSION_COOKIE_SECURE: "True" }), edge: gateway({ tls: "none", routes }) },
    ["site.variables.SESSION_COOKIE_SECURE.value", "`True` where browsers ask over HTTP"],
  ],
  [
    "a redirect to HTTPS, where there is none",
    { site: site({ SECURE_SSL_REDIRECT: { default: "True" } }), edge: gateway({ tls: "none", routes }) },
    ["site.variables.SECURE_SSL_REDIRECT.default", "`True` where browsers ask over HTTP"],
  ],
  [
    "a cookie over HTTP, where there is HTTPS",
    { site: site({ COOKIE_SECURE: "0" }), edge: gateway({ trust: ["10.0.0.1"], routes }) },
    ["site.variables.COOKIE_SECURE.value", "`0` where browsers ask over HTTPS"],
  ],
  ["nobody says it of a published site", { site: { ...site(), publish: 80 } }, ["site.tls", "nothing"]],
  [
    "a site behind a gateway says it too",
    { site: { ...site(), tls: "none" }, edge: gateway({ tls: { files: "tls" }, routes }) },
    ["site.tls", "`tls` of a service behind `edge`"],
  ],
  [
    "a way past the gateway",
    { site: { ...site(), publish: 8000 }, edge: gateway({ tls: { files: "tls" }, routes }) },
    ["site.publish", "published port 8000 of a service behind `edge`"],
  ],
  [
    "two gateways that do not agree",
    {
      site: site(),
      edge: gateway({ tls: { files: "tls" }, routes }),
      intern: gateway({ tls: "none", routes, publish: 8080 }),
    },
    ["site", "`edge`, where TLS is ended, and `intern`, where it is not, before one service"],
  ],
])("refused: %s", (_, services, problem) => {
  expect(problemsOf(services)).toEqual([problem]);
});

test("what is known of a name is known of a person's own variable", () => {
  const own = { image: "a:1", port: 80, variables: withWhatIsKnown.parse({ REMEMBER_COOKIE_SECURE: {} }) };
  const services = { site: own, edge: gateway({ tls: { files: "tls" }, routes }) };
  expect(given(services, "site", ["REMEMBER_COOKIE_SECURE"])).toEqual(["True"]);
});
