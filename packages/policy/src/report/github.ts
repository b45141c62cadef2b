import { positionOf } from "../place";
import { counted, type Report, sentence } from "./report";

const levels = { error: "error", warning: "warning", info: "notice" } as const;

/** Annotations: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export function printGithub(report: Report): string {
  const lines = counted(report).map((finding) => {
    const { column, endColumn, endLine, line } = positionOf(finding.at);
    const ends = endLine === line ? `,endLine=${endLine},endColumn=${endColumn}` : `,endLine=${endLine}`;
    const where = `file=${property(finding.at.source.path)},line=${line},col=${column}${ends},title=${property(finding.rule.id)}`;
    return `::${levels[finding.severity]} ${where}::${data(`${sentence(finding, report)} ${finding.fix}`)}`;
  });
  const unread = report.unread.map(
    ({ at, says }) => `::error file=${property(at.source.path)},title=not seen::${data(says)}`,
  );
  return [...lines, ...unread, ""].join("\n");
}

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
