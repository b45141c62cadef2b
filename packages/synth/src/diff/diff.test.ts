import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve, type Stack, type UncheckedDeclaration } from "@quaywright/model";
import { compareFolder } from "../declared";
import { withManifest } from "../manifest";
import { planned } from "../planned";
import { prepare } from "../prepare";
import { explain, type Section } from ".";
import { compareServices } from "./services";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-diff-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stacksOf = (declaration: UncheckedDeclaration): Stack[] => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
};
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

/** What is told of a change from one declaration to another; `edit` is what somebody does by hand in between. */
function told(before: UncheckedDeclaration, after: UncheckedDeclaration, edit = () => {}): readonly Section[] {
  const old = planned(stacksOf(before), "it").files;
  prepare(folder, withManifest(old)).commit();
  edit();
  const next = planned(stacksOf(after), "it").files;
  return explain(compareFolder(folder, withManifest(next), stacksOf(after)));
}
const linesOf = (sections: readonly Section[], title: string): readonly string[] =>
  sections.find((section) => section.title.startsWith(title))?.lines ?? [];

const build = {
  stages: [{ name: "production", purpose: "is it.", from: "a:1", entrypoint: "production", client: "python" }],
  sources: ["app"],
};
const app = {
  build,
  port: 8000,
  publish: { development: 8000 },
  mounts: { development: { "/app": "app" } },
  resources: { production: { memory: "512m" } },
};
const db = { image: "postgres:17", volumes: { data: "/data" } };
const shop = { name: "shop", services: { app, db } };
const change = (service: object, others: object = { db }) => ({
  name: "shop",
  services: { app: { ...app, ...service }, ...others },
});

test("limits, replicas and images are told as they were and as they shall be", () => {
  const next = change(
    { replicas: { production: 2 }, resources: { production: { memory: "1g", cpus: 2 } } },
    { db: { ...db, image: "postgres:18" } },
  );
  expect(linesOf(told(shop, next), "shop-production")).toEqual([
    "app: memory 512m → 1g",
    "app: replicas none → 2",
    "app: CPUs none → 2",
    "db: image postgres:17 → postgres:18",
  ]);
});

test("ports are told by the side that the container listens on", () => {
  expect(linesOf(told(shop, change({ publish: undefined })), "shop-development")).toContain(
    "app: port 8000 no longer published",
  );
  expect(linesOf(told(shop, change({ publish: { development: 9000 } })), "shop-development")).toEqual([
    "app: port 8000 published at 127.0.0.1:8000 → 127.0.0.1:9000",
  ]);
});

test("services that come and go are told, and one sentence of several services once", () => {
  const cache = { image: "valkey/valkey:8", variables: { MODE: "x" } };
  const next = { name: "shop", services: { app: { ...app, variables: { MODE: "x" } }, cache } };
  const lines = linesOf(told(shop, next), "shop-development");
  expect(lines).toEqual(
    expect.arrayContaining(["cache: new, runs valkey/valkey:8", "db: no longer there", "app: reads MODE, which is x"]),
  );
  const more = {
    name: "shop",
    services: { app: { ...app, variables: { MODE: "y" } }, cache: { ...cache, variables: { MODE: "y" } } },
  };
  expect(linesOf(told(next, more), "shop-production")).toEqual(["app, cache: MODE x → y"]);
});

test("an image is built anew for the files beside its Dockerfile", () => {
  const next = change({ build: { ...build, sources: ["app", "lib"] } });
  expect(linesOf(told(shop, next), "images")).toEqual(["shop-app: built anew, for its Dockerfile.dockerignore"]);
});

test("values that have to be set, can be set, and are not read any more are told", () => {
  const old = change({ variables: { OLD: { default: "x" } } });
  const next = change({ variables: { KEY: { kind: "secret" }, NEEDED: {}, LEVEL: { default: "info" } } });
  expect([...linesOf(told(old, next), "values")].sort()).toEqual([
    "KEY: new, a secret; `npx quaywright env` makes it",
    "LEVEL: new, can be set",
    "NEEDED: new, has to be set",
    "OLD: no longer read",
  ]);
});

test("a file that is moved is told as such, and its paths are the same", () => {
  const next = { ...shop, files: { compose: { development: "ops/dev.yaml" } } };
  expect(linesOf(told(shop, next), "shop-development")).toEqual(["compose.yaml moves to ops/dev.yaml"]);
});

test("files that share what is alike are compared as a whole", () => {
  const layered = (declaration: object) => ({ ...declaration, files: { base: "compose.base.yaml" } });
  expect(told(shop, layered(shop)).filter(({ title }) => title.startsWith("shop-"))).toEqual([]);
  const next = layered(change({}, { db: { ...db, image: "postgres:18" } }));
  for (const title of ["shop-development", "shop-production"]) {
    expect(linesOf(told(layered(shop), next), title)).toEqual(["db: image postgres:17 → postgres:18"]);
  }
  expect(told(layered(shop), shop).filter(({ title }) => title.startsWith("shop-"))).toEqual([]);
});

test("an environment that comes or goes is told", () => {
  const three = { ...shop, environments: ["development", "production", "staging"] };
  expect(linesOf(told(shop, three), "shop-staging")).toContain("db: new, runs postgres:17");
  expect(linesOf(told(three, shop), "shop-staging")).toEqual(["no longer declared"]);
});

test("what was edited by hand is what it goes on from", () => {
  const edited = "name: shop-production\nservices: { db: { image: postgres:9 } }\n";
  expect(
    linesOf(
      told(shop, shop, () => write("compose.production.yaml", edited)),
      "shop-production",
    ),
  ).toContain("db: image postgres:9 → postgres:17");
});

test("a file that is no YAML any more is told", () => {
  expect(
    linesOf(
      told(shop, shop, () => write("compose.yaml", "services: [")),
      "shop-development",
    ),
  ).toEqual(["what is there is no Compose file of it: its services cannot be compared"]);
});

test("of many services that change alike some are named", () => {
  const many = (image: string) => ({
    name: "shop",
    services: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`s${10 + index}`, { image }])),
  });
  expect(linesOf(told(many("a:1"), many("a:2")), "shop-production")).toEqual([
    "s10, s11, s12, s13, s14, s15 and 14 more: image a:1 → a:2",
  ]);
});

test("nothing is told where nothing differs", () => {
  expect(told(shop, shop)).toEqual([]);
});

test.each<[string, object, object, string[]]>([
  [
    "a condition",
    { depends_on: ["db"] },
    { depends_on: { db: { condition: "service_healthy" } } },
    ["db, which it waits for, is to be started → healthy"],
  ],
  ["a dependency", { depends_on: ["db"] }, {}, ["no longer waits for db"]],
  ["a network", { networks: ["a"] }, { networks: { b: {} } }, ["is no longer on the network a", "is on the network b"]],
  ["a volume", { volumes: ["data:/data"] }, { volumes: ["data:/data:ro"] }, ["/data is data → data (ro)"]],
  ["a published port in long form", {}, { ports: [{ target: 80, published: "8080" }] }, ["port 80 published at 8080"]],
  ["an address with colons", {}, { ports: ["[::1]:1:2"] }, ["port 2 published at [::1]:1"]],
  ["a port that nobody chose", {}, { ports: ["80"] }, ["port 80 published at a free port"]],
  ["variables in a list", { environment: ["A=1"] }, { environment: { A: "2" } }, ["A 1 → 2"]],
  [
    "a value with a fallback",
    {},
    { environment: { A: "${B:-c}", D: "${E:-}", F: "$$x" } },
    ["reads A, which is c", "reads D, which is ${E}", "reads F, which is $x"],
  ],
  ["what has no words", { sysctls: { "net.x": 1 } }, { sysctls: { "net.x": 2 } }, ["sysctls.net.x 1 → 2"]],
  ["a probe", {}, { healthcheck: { test: ["CMD", "a", "b"] } }, ["probe none → CMD a b"]],
])("%s is told in words", (_, before, after, sentences) => {
  const compared = compareServices({ services: { a: before } }, { services: { a: after } });
  expect(compared).toEqual(sentences.map((sentence) => `a: ${sentence}`));
});
