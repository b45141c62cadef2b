import { waivedBecause } from "../finding";
import { positionOf } from "../place";
import { nameOf } from "./people";
import { counted, type Report, sentence } from "./report";

const levels = { error: "error", warning: "warning", info: "notice" } as const;

/** Annotations, and in the log what is waived, by whom and until when: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export function printGithub(report: Report): string {
  const lines = counted(report).map((finding) => {
    const { column, endColumn, endLine, line } = positionOf(finding.at);
    const end = endLine === line ? `,endLine=${endLine},endColumn=${endColumn}` : `,endLine=${endLine}`;
    const where = `file=${property(finding.at.source.path)},line=${line},col=${column}${end},title=${property(finding.rule.id)}`;
    const ends = finding.related.map(({ at, says }) => `\n${nameOf(at)}: ${says}`).join("");
    return `::${levels[finding.severity]} ${where}::${data(`${sentence(finding, report)} ${finding.fix}${ends}`)}`;
  });
  const unread = report.unread.map(
    ({ at, says }) => `::error file=${property(at.source.path)},title=not seen::${data(says)}`,
  );
  return [...lines, ...unread, ...waived(report), ""].join("\n");
}

/** A group of the log that folds: an annotation of what nobody has to do would hide the others, of which ten are shown. */
function waived({ findings }: Report): string[] {
  const known = findings.flatMap(({ at, rule, waived }) =>
    waived?.by === "waiver" ? [`${nameOf(at)} ${rule.id}: ${waivedBecause(waived)}`] : [],
  );
  // a line that begins with `::` would be a command
  return known.length === 0 ? [] : ["::group::Waived", ...known.map((line) => ` ${data(line)}`), "::endgroup::"];
}

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
