import type { Finding } from "../finding";
import { textAt } from "../place";

export interface KnownFinding {
  readonly reason: string;
}

/** What was there when somebody began to check, by fingerprint. */
export type Known = ReadonlyMap<string, KnownFinding>;

/** The same for a finding wherever its lines move: rule, file, stage or service, and what is written there. */
export function fingerprintsOf(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const { createHash } = require("node:crypto") as typeof import("node:crypto");
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { at, rule, within } = finding;
      const written = textAt(at).replace(/\s+/g, " ").slice(0, 500);
      const parts = [rule.id, at.source.path, within, written].join("\0");
      const count = seen.get(parts) ?? 0;
      seen.set(parts, count + 1);
      return [finding, createHash("sha256").update(`${parts}\0${count}`).digest("hex").slice(0, 32)];
    }),
  );
}

/** The text of a baseline file. What it holds is to be mended one day: a new finding still counts. */
export function printBaseline(findings: readonly Finding[]): string {
  const counted = findings.filter(({ waived }) => waived?.by !== "waiver");
  const fingerprints = fingerprintsOf(findings);
  const known = Object.fromEntries(
    counted
      .map(
        (finding) =>
          [
            fingerprints.get(finding)!,
            {
              rule: finding.rule.id,
              file: finding.at.source.path,
              within: finding.within,
              reason: "was there when checking began",
            },
          ] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${JSON.stringify({ version: 1, known }, undefined, 2)}\n`;
}

export function readBaseline(text: string): Known {
  const { known } = JSON.parse(text) as { known?: Record<string, Partial<KnownFinding>> };
  return new Map(
    Object.entries(known ?? {}).map(([fingerprint, { reason }]) => [
      fingerprint,
      { reason: reason ?? "in the baseline" },
    ]),
  );
}
