import "@microsoft/jest-sarif";
import { check } from "../check";
import { policyIn } from "../config/file";
import type { PolicyOptions } from "../config/policy";
import { memoryTree, recover } from "../recover";
import { allRules } from "../rules";
import { examplesOf, filesOf } from "./explain";
import { printSarif } from "./sarif";

const files = {
  "compose.prod.yaml":
    "services:\n  app:\n    build:\n      context: .\n      target: development\n    depends_on:\n      db: {condition: service_healthy}\n    entrypoint: /entrypoint.sh\n  db:\n    image: postgres:17\n",
  Dockerfile:
    "FROM alpine:latest AS development\nCOPY entrypoint.sh /\n# quaywright waive base-image-latest until 2999-01-31 by ops: waits for the registry\nFROM alpine:latest\n",
  "entrypoint.sh": '#!/bin/sh\nset -eu\n"$@"\n',
  "a b#.env": "BAD LINE\n",
};

interface Result {
  readonly level: string;
  readonly suppressions?: readonly { readonly kind: string }[];
}

const logOf = (files: Readonly<Record<string, string>>, severities: PolicyOptions["severities"] = new Map()) => {
  const tree = memoryTree(files);
  const repository = recover(tree, { today: "2026-11-21" });
  return JSON.parse(printSarif({ ...check(repository, policyIn(tree, { severities })), repository }, "1.2.3"));
};

const log = () => logOf(files);

describe("the schema of SARIF 2.1.0", () => {
  test("refuses what is no log of it", () => {
    expect({ ...log(), version: "2.0.0" }).not.toBeValidSarifLog();
    expect({ ...log(), runs: [{ results: [] }] }).not.toBeValidSarifLog();
  });

  test.each(allRules().map((rule) => [rule.id, rule] as const))("accepts what %s finds", (id, rule) => {
    const severities = new Map(rule.severity === "off" ? [[id, "info" as const]] : []);
    for (const example of examplesOf(rule.bad)) expect(logOf(filesOf(rule, example), severities)).toBeValidSarifLog();
  });

  test("accepts every level, the other end of a finding, edits, what is waived and known, and what was not seen", () => {
    const found = { ...files, "broken.yaml": "services:\n  a: [\n", "compose.broken.yaml": "services:\n  a: [\n" };
    const waivers = [
      { rule: "missing-user", reason: "it is only an example" },
      { rule: "exec-missing", reason: "nobody stops it early", owner: "Ada", expires: "2999-01-31" },
    ];
    const known = logOf(found).runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === "memory-limit");
    const made = logOf({
      ...found,
      "quaywright.policy.yaml": JSON.stringify({ waivers }),
      "quaywright.baseline.json": JSON.stringify({
        known: { [known.partialFingerprints["quaywright/v1"]]: { reason: "was there" } },
      }),
    });
    expect(made).toBeValidSarifLog();
    const [{ invocations, results }] = made.runs;
    const all = <T>(pick: (result: Result) => T) => new Set(results.map(pick));
    expect(all(({ level }) => level)).toEqual(new Set(["error", "warning", "note"]));
    expect(all(({ suppressions }) => suppressions?.[0]?.kind)).toEqual(new Set([undefined, "inSource", "external"]));
    for (const part of ["relatedLocations", "fixes", "partialFingerprints"])
      expect(results.some((result: object) => part in result)).toBe(true);
    expect(invocations[0].toolExecutionNotifications).not.toEqual([]);
  });
});

describe("a report", () => {
  const { $schema, runs, version } = log();
  const [run] = runs;
  const regions = (result: { locations: { physicalLocation: { region: Record<string, number> } }[] }) =>
    result.locations.map(({ physicalLocation }) => physicalLocation.region);

  test("is a log of one run with a driver", () => {
    expect(version).toBe("2.1.0");
    expect($schema).toMatch(/^https:\/\/.*sarif.*2\.1\.0/);
    expect(runs).toHaveLength(1);
    expect(run.tool.driver.name).toBe("quaywright");
    expect(run.tool.driver.semanticVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.invocations[0].executionSuccessful).toBe(true);
  });

  test("describes each rule once, with a level that there is", () => {
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(["none", "note", "warning", "error"]).toContain(rule.defaultConfiguration.level);
      expect(rule.shortDescription.text).not.toBe("");
      expect(new URL(rule.helpUri).protocol).toBe("https:");
    }
  });

  test("gives each result its rule, a message, a region and a fingerprint of its own", () => {
    expect(run.results.length).toBeGreaterThan(3);
    const fingerprints = run.results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints["quaywright/v1"],
    );
    expect(new Set(fingerprints).size).toBe(run.results.length);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.message.text).not.toBe("");
      for (const { endColumn, endLine, startColumn, startLine } of regions(result)) {
        expect(startLine).toBeGreaterThanOrEqual(1);
        expect(startColumn).toBeGreaterThanOrEqual(1);
        expect(endLine! * 1e6 + endColumn!).toBeGreaterThanOrEqual(startLine! * 1e6 + startColumn!);
      }
      for (const { physicalLocation } of result.locations)
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/[\s#]|^\//);
    }
  });

  test("names the other end of what stands between two files", () => {
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "production-uses-dev-target");
    expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe("Dockerfile");
    expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toBe("service app");
  });

  test("keeps what is waived, with its reason", () => {
    const waived = run.results.filter(({ suppressions }: { suppressions?: unknown[] }) => suppressions !== undefined);
    expect(waived).toHaveLength(1);
    expect(waived[0].suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "waits for the registry (ops, until 2999-01-31)" },
    ]);
  });

  test("offers an edit as a replacement of a region", () => {
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "exec-missing");
    const [{ replacements }] = result.fixes[0].artifactChanges;
    expect(replacements[0]).toMatchObject({
      deletedRegion: { startLine: 3, startColumn: 1, endColumn: 1 },
      insertedContent: { text: "exec " },
    });
  });
});
