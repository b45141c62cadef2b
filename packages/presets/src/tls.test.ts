import { keyFoldersOf, privateFoldersOf, resolve, type Stack } from "@quaywright/model";
import { backup, flask, postgres, redis } from "./index";

const stacksOf = (tls: true | string | undefined, services: Record<string, object> = {}): readonly Stack[] => {
  const found = resolve({
    name: "shop",
    services: { db: postgres({ version: "17", ...(tls !== undefined && { tls }) }), ...services },
  });
  if ("problems" in found) throw new Error(JSON.stringify(found.problems));
  return found.stacks;
};
const site = { ...flask({ source: "site", app: "app:app", database: "db" }), publish: 8000, tls: "none" };
const variablesOf = (stack: Stack | undefined, name: string) =>
  stack?.services.find((service) => service.name === name)?.variables.map((variable) => variable.name) ?? [];

test("a server's key is mounted where the server runs alone, not where its image makes backups", () => {
  const [development, production] = stacksOf(true, { backup: backup({ of: "db" }) });
  const withKeys = (stack: Stack | undefined) =>
    stack?.services.filter(({ mounts }) => mounts.some(({ kind }) => kind === "keys")).map(({ name }) => name);
  expect(withKeys(development)).toEqual([]);
  expect(withKeys(production)).toEqual(["db"]);
});

test("clients look at the certificate in production, where the server has one", () => {
  const looking = ["PGSSLMODE", "PGSSLROOTCERT", "DB_AUTHORITY"];
  const looksAt = (stack: Stack | undefined) => variablesOf(stack, "site").filter((name) => looking.includes(name));
  expect(stacksOf(true, { site }).map(looksAt)).toEqual([[], [...looking].sort()]);
  expect(stacksOf(undefined, { site }).map(looksAt)).toEqual([[], []]);
});

test("the authority is asked of whoever runs the stack where somebody connects, and is not for the server", () => {
  const authorities = (stacks: readonly Stack[]) =>
    stacks.flatMap(({ inputs }) => inputs.filter(({ name }) => name === "POSTGRES_CA").map(({ readers }) => readers));
  expect(authorities(stacksOf(true, { site }))).toEqual([["site"]]);
  expect(authorities(stacksOf(true))).toEqual([]);
});

test("neither git nor an image has a folder of keys, wherever in the project it lies", () => {
  expect(privateFoldersOf(stacksOf("certificates/db", { site }))).toEqual(["secrets", "certificates/db"]);
  const within = stacksOf(true, { cache: redis({ version: "8", tls: "./secrets/of-the-cache" }) });
  expect(privateFoldersOf(within)).toEqual(["secrets"]);
  expect(keyFoldersOf(within)).toEqual(["secrets/of-the-cache", "secrets/postgres-tls"]);
});
