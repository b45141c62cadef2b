import { type Problem, resolve } from "@quaywright/model";
import { dash, fastapi, flask, gateway, vite } from "./index";

type Route = string | { readonly to: string; readonly strip?: boolean };

const site = flask({ source: ".", app: "shop:app" });
const applications = {
  flask: (prefix: string | undefined) => ({ ...site, ...(prefix && { prefix }) }),
  fastapi: (prefix: string | undefined) => ({
    ...fastapi({ source: ".", app: "shop:app" }),
    ...(prefix && { prefix }),
  }),
  vite: (prefix: string | undefined) => vite({ source: "page", prefix }),
  dash: (prefix: string | undefined) => dash({ of: "site", app: "shop:server", ...(prefix && { prefix }) }),
};
const behind = (app: object, routes: Readonly<Record<string, Route>>) =>
  resolve({
    name: "shop",
    environments: ["production"],
    services: { site, app, edge: gateway({ tls: "none", routes }) },
  });
const inDevelopment = (kind: "flask" | "fastapi", route: Route) =>
  resolve({
    name: "shop",
    environments: ["development"],
    services: {
      app: applications[kind]("/shop/"),
      edge: gateway({ tls: "none", environments: ["development"], routes: { "/shop/": route } }),
    },
  });
const problems = (...given: Parameters<typeof behind>): readonly Problem[] => {
  const result = behind(...given);
  return "problems" in result ? result.problems : [];
};

test.each([
  ["flask", "app"],
  ["fastapi", { to: "app", strip: true }],
  ["vite", { to: "app", strip: true }],
  ["dash", "app"],
] as const)("%s is found under a prefix that it knows", (kind, route) => {
  expect(problems(applications[kind]("/shop/"), { "/": "site", "/shop/": route })).toEqual([]);
});

test.each([
  ["at another path", "flask", "/shop/", { "/office/": "app" }, "`/office/` to `app`, which browsers find at `/shop/`"],
  [
    "at a path of which it does not know",
    "dash",
    undefined,
    { "/board/": "app" },
    "`/board/` to `app`, which browsers find at `/`",
  ],
  [
    "without what it expects",
    "flask",
    "/shop/",
    { "/shop/": { to: "app", strip: true } },
    "`/shop/` passed on without its prefix",
  ],
  ["with what it does not expect", "fastapi", "/shop/", { "/shop/": "app" }, "`/shop/` passed on with its prefix"],
  [
    "under a prefix that it is not told",
    "flask",
    undefined,
    { "/shop/": { to: "app", strip: true } },
    "`/shop/` taken away before `app`, which does not know of it",
  ],
  [
    "as a page that is built for `/`",
    "vite",
    undefined,
    { "/shop/": "app" },
    "prefix `/shop/` before `app`, whose page is at `/`",
  ],
] as const)("%s nobody arrives", (_, kind, prefix, routes, found) => {
  expect(problems(applications[kind](prefix), { "/": "site", ...routes })).toMatchObject([{ found }]);
});

test("a server of development that a gateway asks under a prefix is told of it, or nobody arrives", () => {
  const told = inDevelopment("fastapi", { to: "app", strip: true });
  expect("problems" in told ? told.problems : []).toEqual([]);
  expect(JSON.stringify(told)).toContain("UVICORN_ROOT_PATH");
  expect(inDevelopment("flask", { to: "app", strip: true })).toMatchObject({
    problems: [{ found: "`/shop/` before `app`, whose server of this environment knows of no prefix" }],
  });
});

test("an application that is found at `/` as well needs no prefix", () => {
  expect(problems(applications.flask(undefined), { "/": "app", "/shop/": { to: "app", strip: true } })).toEqual([]);
});

test("what a service has no files for is no route", () => {
  expect(problems(applications.flask(undefined), { "/static/": { to: "app:static" } })).toMatchObject([
    { found: "files `static` of `app`", expected: "a service that has `files`" },
  ]);
});
