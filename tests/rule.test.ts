import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultOf, type VariableKind, type VariableRule } from "@quaywright/model";
import { run } from "./engine/run";
import { variant } from "./engine/variant";

/** What `quaywright env` says of a value, and what the entrypoint says when the container starts. */
const folder = mkdtempSync(join(tmpdir(), "quaywright-rule-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rules: readonly (readonly [VariableKind, VariableRule])[] = [
  ["text", { minimumLength: 4 }],
  ["text", { oneOf: ["INFO", "DEBUG"] }],
  ["list", { refuse: ["*[*]*", "*change-me*", "django-insecure-*", "a.b"] }],
  ["number", {}],
  ["number", { minimum: 2, maximum: 64 }],
  ["boolean", {}],
  ["url", {}],
];
const values = [
  ...["a", "four", "INFO", "info", "*", "a,*,b", "x-change-me-x", "django-insecure-", "a.b", "axb", "a\nb*"],
  ...["1", "2", "064", "65", "-1", "1.5", "1e3", "9".repeat(15), "9".repeat(16), " 1"],
  ...["True", "tRUE", "yes", "off", "OFF", "https://a.example", "https://", "//a", "Http://a", "postgres://x"],
];

test.each(rules)("a %s with the rule %j is refused by both, or by neither", async (kind, rule) => {
  const stage = { name: "production", purpose: "is a stage.", from: "debian", entrypoint: "production" };
  const build = { sources: ["app"], stages: [{ ...stage, client: "python", command: ["serve"] }] };
  const app = { build, variables: { VALUE: { kind, rule, optional: true } } };
  const files = variant({ name: "shop", environments: ["production"], services: { app } });
  const script = join(folder, "entrypoint.sh");
  writeFileSync(script, files["docker/app/entrypoint.sh"] ?? "");
  for (const value of values) {
    const { code, stderr } = await run("sh", [script, "true"], { env: { VALUE: value } });
    expect([value, code, stderr.includes("VALUE")]).toEqual(
      faultOf(value, kind, rule) === undefined ? [value, 0, false] : [value, 78, true],
    );
  }
});
