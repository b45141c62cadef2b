import { rank } from "../check";
import type { Finding } from "../finding";
import type { Repository, Unread } from "../recover/repository";
import type { Severity } from "../rule";

/** All that a report tells. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly repository: Repository;
}

export const counted = ({ findings }: Report): readonly Finding[] =>
  findings.filter(({ waived }) => waived === undefined);

export const numberOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

/** 2 where not everything could be seen, 1 where something is as grave as `failOn`, else 0. */
export function exitCode(report: Report, failOn: Severity | "never"): 0 | 1 | 2 {
  if (report.unread.length > 0) return 2;
  return failOn !== "never" && counted(report).some(({ severity }) => rank[severity] <= rank[failOn]) ? 1 : 0;
}

/** The sentence of a finding, with the environments where it does not hold in all. */
export function sentence({ environments, says }: Finding, { repository: { stacks } }: Report): string {
  return environments.length === 0 || environments.length === stacks.length
    ? says
    : `${says} (in ${environments.join(", ")})`;
}
