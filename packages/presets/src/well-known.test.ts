import { type Problem, resolve, type Stack } from "@quaywright/model";
import { postgres, worker } from ".";

const resolved = (variables: object) =>
  resolve({
    name: "shop",
    services: {
      db: postgres({ version: "17" }),
      app: { image: "app:1" },
      mail: worker({ of: "app", command: ["mail"], variables: variables as never }),
    },
  }) as unknown as { readonly stacks: readonly Stack[]; readonly problems: readonly Problem[] };

const variableIn = (index: number, variables: object) =>
  resolved(variables)
    .stacks[index]?.services.find(({ name }) => name === "mail")
    ?.variables.find(({ name }) => name in variables);

test("a well-known name brings its purpose, kind and rule, in each environment", () => {
  const port = { EMAIL_PORT: { development: "1025", production: { default: "587" } } };
  for (const index of [0, 1]) {
    expect(variableIn(index, port)).toMatchObject({
      purpose: "Port of that host.",
      kind: "number",
      rule: { minimum: 1, maximum: 65535 },
    });
  }
  expect(variableIn(1, { EMAIL_HOST_PASSWORD: {} })?.source).toMatchObject({
    input: { file: "secrets/email_host_password" },
  });
});

test("one of another kind has its purpose alone, and an example of no secret", () => {
  expect(resolved({ SENTRY_DSN: { kind: "secret", issued: "Sentry" } }).problems).toBeUndefined();
  expect(variableIn(1, { SENTRY_DSN: { kind: "secret", issued: "Sentry" } })).toMatchObject({
    purpose: "Where errors are reported.",
    kind: "secret",
  });
});

test("what is said of it stands, and an unknown name is what is said of it", () => {
  expect(variableIn(1, { LOG_LEVEL: { purpose: "Ours.", default: "x" } })).toMatchObject({ purpose: "Ours." });
  expect(variableIn(1, { OURS: "1" })).toEqual({
    ...{ name: "OURS", kind: "text", phase: "run", required: true, rule: {} },
    source: { kind: "fixed", value: "1" },
  });
});

test.each([
  [{ EMAIL_HOST_PASSWORD: "hunter2" }, ["services", "mail", "variables", "EMAIL_HOST_PASSWORD", "value"]],
  [{ EMAIL_PORT: "smtp" }, ["services", "mail", "variables", "EMAIL_PORT", "value"]],
  [{ EMAIL_PORT: 587 }, ["services", "mail", "variables", "EMAIL_PORT"]],
])("%j is told as a mistake", (variables, at) => {
  expect(resolved(variables).problems.map((problem) => problem.at)).toEqual([at]);
});
