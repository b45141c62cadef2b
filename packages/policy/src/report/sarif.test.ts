import { check } from "../check";
import { policyOf } from "../config/policy";
import { memoryTree, recover } from "../recover";
import { printSarif } from "./sarif";

const files = {
  "compose.prod.yaml":
    "services:\n  app:\n    build:\n      context: .\n      target: development\n    depends_on:\n      db: {condition: service_healthy}\n    entrypoint: /entrypoint.sh\n  db:\n    image: postgres:17\n",
  Dockerfile:
    "FROM alpine:latest AS development\nCOPY entrypoint.sh /\n# quaywright waive base-image-latest by ops: waits for the registry\nFROM alpine:latest\n",
  "entrypoint.sh": '#!/bin/sh\nset -eu\n"$@"\n',
  "a b#.env": "BAD LINE\n",
};

function log() {
  const repository = recover(memoryTree(files), { today: "2026-11-21" });
  const checked = check(repository, policyOf());
  return JSON.parse(printSarif({ ...checked, repository, version: "1.2.3" }));
}

// what https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json demands of what is used
describe("SARIF 2.1.0", () => {
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
      { kind: "inSource", status: "accepted", justification: "waits for the registry" },
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
