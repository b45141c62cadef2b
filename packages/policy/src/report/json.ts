import { fingerprintsOf } from "../config/baseline";
import { type Place, positionOf } from "../place";
import { counted, numberOf, type Report } from "./report";

/** For programs: everything, waived findings with it. */
export function printJson(report: Report, version: string): string {
  const fingerprints = fingerprintsOf(report.findings);
  const findings = counted(report);
  return `${JSON.stringify(
    {
      version: 1,
      tool: { name: "quaywright", version },
      environments: report.repository.stacks.map(({ environment, name, paths, reason }) => ({
        name,
        kind: environment,
        files: paths,
        reason,
      })),
      findings: report.findings.map((finding) => ({
        rule: finding.rule.id,
        aliases: finding.rule.aliases ?? [],
        severity: finding.severity,
        message: finding.says,
        ...where(finding.at),
        within: finding.within,
        environments: finding.environments,
        related: finding.related.map(({ at, says }) => ({ message: says, ...where(at) })),
        reason: finding.rule.reason,
        fix: finding.fix,
        fingerprint: fingerprints.get(finding),
        ...(finding.waived && { waived: finding.waived }),
      })),
      unread: report.unread.map(({ at, says }) => ({ message: says, ...where(at) })),
      templates: report.repository.templates,
      summary: {
        error: numberOf(findings, "error"),
        warning: numberOf(findings, "warning"),
        info: numberOf(findings, "info"),
        waived: report.findings.length - findings.length,
      },
    },
    undefined,
    2,
  )}\n`;
}

const where = (at: Place) => ({ file: at.source.path, ...positionOf(at) });
