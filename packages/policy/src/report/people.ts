import { type Finding, waivedBecause } from "../finding";
import { lineText, type Place, positionOf } from "../place";
import { counted, numberOf, type Report, sentence } from "./report";

const marks = { error: "✖", warning: "▲", info: "·" } as const;
const colours = { error: 31, warning: 33, info: 36 } as const;

/** For people: by file, with the excerpt, the other end, why and what to do. */
export function printPeople(
  report: Report,
  { colour = false, short = false }: { colour?: boolean; short?: boolean } = {},
): string {
  const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const told = new Set<string>();
  const lines: string[] = [...environments(report)];
  const findings = counted(report);
  let file: string | undefined;
  for (const finding of findings) {
    const { at, fix, related, rule, severity } = finding;
    if (at.source.path !== file) lines.push("", paint(1, at.source.path || "."));
    file = at.source.path;
    const { column, line } = positionOf(at);
    lines.push(
      `  ${paint(2, `${line}:${column}`)} ${paint(colours[severity], `${marks[severity]} ${severity}`)} ${sentence(finding, report)} ${paint(2, rule.id)}`,
    );
    lines.push(...excerpt(finding, paint));
    for (const other of related) lines.push(`      ${paint(2, `${nameOf(other.at)}:`)} ${other.says}`);
    if (short) continue;
    if (!told.has(rule.id)) lines.push(`      ${paint(2, "why:")} ${rule.reason}`);
    if (!told.has(rule.id) || fix !== rule.fix) lines.push(`      ${paint(2, "fix:")} ${fix}`);
    told.add(rule.id);
  }
  lines.push(...waived(report), ...unread(report), "", summary(report));
  return `${lines.join("\n").replace(/^\n+/, "")}\n`;
}

function* environments({ repository: { stacks } }: Report): Generator<string> {
  if (stacks.length === 0) return;
  yield "Environments";
  for (const { environment, name, paths, reason } of stacks.slice(0, 20)) {
    yield `  ${name} (${environment}): ${paths.join(" + ")}. ${reason[0]!.toUpperCase()}${reason.slice(1)}.`;
  }
  if (stacks.length > 20) yield `  … and ${stacks.length - 20} more.`;
}

function excerpt({ at, secret }: Finding, paint: (code: number, text: string) => string): string[] {
  if (at.source.text === "" || at.end <= at.start) return [];
  const { column, endColumn, endLine, line } = positionOf(at);
  const text = lineText(at.source, line);
  if (text.length > 300) return [];
  const end = endLine === line ? endColumn : text.length + 1;
  const shown = secret
    ? text.slice(0, column - 1) + masked(text.slice(column - 1, end - 1)) + text.slice(end - 1)
    : text;
  const lead = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    `      ${paint(2, "|")} ${shown}`,
    `      ${paint(2, "|")} ${lead}${paint(31, "^".repeat(Math.max(1, end - column)))}`,
  ];
}

/** A secret's name may be shown, its value never. */
const masked = (text: string): string =>
  text.replace(/([=:]\s*["']?)(\S.*)$/s, (_, lead: string) => `${lead}…`).replace(/^(?!.*[=:])\S.*$/s, "…");

export const nameOf = (at: Place): string => `${at.source.path}:${positionOf(at).line}`;

function* waived({ findings }: Report): Generator<string> {
  const known = findings.filter(({ waived }) => waived?.by === "waiver");
  const old = findings.filter(({ waived }) => waived?.by === "baseline").length;
  if (known.length > 0) yield* ["", "Waived"];
  for (const { at, rule, waived } of known) yield `  ${nameOf(at)} ${rule.id}: ${waivedBecause(waived!)}`;
  if (old > 0) yield* ["", `${old} known from the baseline.`];
}

function* unread({ repository: { templates }, unread }: Report): Generator<string> {
  if (unread.length > 0) yield* ["", "Not seen"];
  for (const { at, says } of unread)
    yield `  ${at.source.path === "" ? "." : at.source.text === "" ? at.source.path : nameOf(at)}: ${says}`;
  if (templates.length > 0) yield* ["", `Templates, which were not looked at: ${[...new Set(templates)].join(", ")}.`];
}

function summary(report: Report): string {
  const findings = counted(report);
  const { composeFiles, dockerfiles, envFiles, nginxFiles, scripts } = report.repository;
  const files = composeFiles.length + dockerfiles.length + envFiles.length + nginxFiles.length + scripts.length;
  const seen = `${plural(files, "file")} in ${plural(report.repository.stacks.length, "environment")}`;
  if (files === 0)
    return "There is nothing to check here: no Dockerfile, compose file or nginx configuration was found.";
  const counts = [
    plural(numberOf(findings, "error"), "error"),
    plural(numberOf(findings, "warning"), "warning"),
    `${numberOf(findings, "info")} to consider`,
  ];
  return `${findings.length === 0 ? "Nothing found" : counts.join(", ")} in ${seen}.${report.unread.length > 0 ? " Not everything could be seen." : ""}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
