import type { BuildDeclaration, BuildText } from "@quaywright/model";

/** The base images of presets that are told no version, after one edit of the versions. */
function basesWith(edit: Readonly<Record<string, string>>): readonly string[] {
  let found: readonly string[] = [];
  jest.isolateModules(() => {
    Object.assign(require("@quaywright/versions").versions, edit);
    const presets: typeof import("./index") = require("./index");
    const { certbot, django, fastapi, flask, gateway, pgbouncer, vite } = presets;
    const made = [
      django({ source: "site", project: "config", database: "db", steps: [{ bundle: "page", output: "site/static" }] }),
      flask({ source: "board", app: "board:app" }),
      fastapi({ source: "api", app: "api:app", python: { manager: "uv" } }),
      vite({ source: "page", backend: "site" }),
      gateway({ tls: "none", routes: { "/": "page" } }),
      certbot({ email: "a@example.com", domains: ["example.com"] }),
      pgbouncer({ database: "db" }),
    ];
    found = made.flatMap(({ build }) => basesOf(build as BuildDeclaration));
  });
  return [...new Set(found)].sort();
}

const basesOf = ({ arguments: given = [], stages }: BuildDeclaration): string[] => {
  const values = Object.fromEntries(given.map((each) => [each.name, each.default]));
  const names = stages.map(({ name }) => name);
  return stages.map(({ from }) => written(from, values)).filter((from) => !names.includes(from));
};

const written = (text: BuildText, values: Readonly<Record<string, string>>): string =>
  [text]
    .flat()
    .map((part) => (typeof part === "string" ? part : values[part.ref]))
    .join("");

test("one edit moves every base image of a stack that names no version", () => {
  expect(basesWith({})).not.toContain("python:3.99-slim-forky");
  expect(basesWith({ python: "3.99", node: "98", nginx: "1.97", debian: "forky" })).toEqual([
    "debian:forky-slim",
    "nginxinc/nginx-unprivileged:1.97-alpine",
    "node:98-forky-slim",
    "python:3.99-slim-forky",
  ]);
});
