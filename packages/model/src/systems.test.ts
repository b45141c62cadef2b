import { resolve } from "./index";

const stage = { name: "production", purpose: "is it.", from: "debian:trixie-slim" };

/** What is said of a service whose image has these stages. */
const told = (stages: readonly object[], service: object = {}): string[] => {
  const build = {
    arguments: [{ name: "NODE_VERSION", default: "24-alpine", purpose: "is the version." }],
    stages: stages.map((each) => ({ ...stage, ...each })),
    sources: [],
  };
  const result = resolve({ name: "shop", services: { app: { build, user: "1000:1000", ...service } } });
  return "problems" in result
    ? result.problems.map(({ at, expected, found }) => `${at.join(".")}: ${found}: ${expected}`)
    : [];
};

test("an account and the host's user are Debian's; of another system that is told with its base", () => {
  expect(told([{ from: "alpine:3.22", preparesUser: true }])).toEqual([
    expect.stringMatching(/^services\.app\.build\.stages\.0\.from: `alpine:3\.22`, which has the programs of BusyBox:/),
  ]);
  const base = { name: "base", from: ["node:", { ref: "NODE_VERSION" }] };
  const development = { name: "development", from: "base", entrypoint: "development", client: "node" };
  const host = { user: { development: "host", production: "1000:1000" }, mounts: { development: { "/app": "./app" } } };
  expect(told([base, development, {}], host)).toEqual([
    expect.stringMatching(/^services\.app\.build\.stages\.1\.from: `node:24-alpine`, .*: an image of Debian/),
  ]);
  expect(told([base, { ...development, preparesUser: true }, {}], host)).toHaveLength(1);
});

test("an entrypoint takes a shell", () => {
  const bare = { from: "gcr.io/distroless/python3-debian13" };
  expect(told([{ ...bare, entrypoint: "production", client: "python" }])).toEqual([
    expect.stringMatching(/`gcr\.io\/distroless\/python3-debian13`, which has no shell: an image with a POSIX shell/),
  ]);
  expect(told([bare])).toEqual([]);
});

test("what lacks nothing there is left alone", () => {
  expect(told([{ from: "alpine:3.22" }])).toEqual([]);
  expect(told([{ from: "python:3.13-alpine", entrypoint: "production", client: "python" }])).toEqual([]);
  expect(told([{ from: "company/alpinist:1", preparesUser: true }])).toEqual([]);
  expect(told([{ preparesUser: true }])).toEqual([]);
});
