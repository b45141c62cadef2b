import { resolve } from "./index";

const problemsOf = (queue: object) => {
  const result = resolve({ name: "shop", services: { queue } } as never);
  return "problems" in result ? result.problems.map(({ at, found }) => [at.join("."), found]) : [];
};

const secret = { variables: { RABBITMQ_DEFAULT_PASS: { kind: "secret" } } };
const image = "rabbitmq:4.1-management";
const entrypoint = ["docker-entrypoint.sh"];
const command = ["rabbitmq-server"];

test.each([
  [
    "an image that reads no files, unless it is told how to start",
    { image, ...secret },
    "variables.RABBITMQ_DEFAULT_PASS",
  ],
  [
    "one whose start is its own to say",
    { image: "ghcr.io/umami-software/umami:3.0.0", variables: { APP_SECRET: { kind: "secret" } } },
    "variables.APP_SECRET",
  ],
  [
    "a Ghost that reads no files yet",
    { image: "ghost:5.130-alpine", variables: { database__connection__password: { kind: "secret" } } },
    "variables.database__connection__password",
  ],
  ["an entrypoint whose command Compose would forget", { image, ...secret, entrypoint }, "entrypoint"],
  [
    "an entrypoint beside ours",
    {
      build: { sources: [], stages: [{ name: "production", purpose: "runs.", from: "debian" }] },
      entrypoint,
      command,
    },
    "entrypoint",
  ],
])("%s is refused", (_, service, place) => {
  expect(problemsOf(service)).toEqual([[`services.queue.${place}`, expect.any(String)]]);
});

test("a shell gives the secrets of production to an image that reads no files, as they are", () => {
  const result = resolve({ name: "shop", services: { queue: { image, ...secret, entrypoint, command } } } as never);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const [development, production] = result.stacks.map(({ services }) => services[0]!);
  expect(development!.entrypoint).toEqual(entrypoint);
  expect(production!.entrypoint).toEqual([
    "sh",
    "-c",
    expect.stringContaining("RABBITMQ_DEFAULT_PASS"),
    "sh",
    ...entrypoint,
  ]);
});
