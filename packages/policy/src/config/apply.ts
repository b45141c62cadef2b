import type { Finding, Waived } from "../finding";
import { lineText, positionOf } from "../place";
import type { Repository } from "../recover/repository";
import type { Rule } from "../rule";
import { nameKey, namesOf, rulesOf } from "../rules";
import { fingerprintsOf } from "./baseline";
import type { Policy } from "./policy";
import { inlineWaivers, matchesPath, type Waiver } from "./waiver";

const shortest = 10;

/** Marks what is waived or known, and finds waivers that no longer do anything. */
export function applyWaivers(findings: readonly Finding[], repository: Repository, policy: Policy): Finding[] {
  const inline = [...new Set(sourcesOf(repository))].flatMap(inlineWaivers);
  const waivers = [...policy.waivers, ...(policy.inline ? inline : [])];
  const [stale] = rulesOf("waivers");
  const used = new Set<Waiver>();
  const endless = new Set<Waiver>();
  const fingerprints = policy.baseline.size === 0 ? undefined : fingerprintsOf(findings);
  const byRule = new Map<string, Waiver[]>();
  for (const waiver of waivers) byRule.set(nameKey(waiver.rule), [...(byRule.get(nameKey(waiver.rule)) ?? []), waiver]);
  const marked = findings.map((finding): Finding => {
    const waiver =
      waivers.length === 0
        ? undefined
        : namesOf(finding.rule)
            .flatMap((name) => byRule.get(name) ?? [])
            .find((each) => holds(each, finding));
    if (waiver !== undefined) used.add(waiver);
    const isEndless = waiver !== undefined && waiver.expires === undefined && finding.severity === "error";
    if (isEndless) endless.add(waiver);
    if (waiver !== undefined && !isEndless && faultOf(waiver, repository.today) === undefined)
      return { ...finding, waived: waivedBy(waiver) };
    const known = fingerprints && policy.baseline.get(fingerprints.get(finding)!);
    return known === undefined ? finding : { ...finding, waived: { by: "baseline", reason: known.reason } };
  });
  const own = waivers.flatMap((waiver) => {
    const fault =
      faultOf(waiver, repository.today) ??
      (endless.has(waiver) ? `the waiver of \`${waiver.rule}\`, an error, has no last day` : undefined) ??
      (used.has(waiver) ? undefined : `the waiver of \`${waiver.rule}\` waives nothing`);
    if (fault === undefined || stale === undefined || policy.severity(stale) === "off") return [];
    return [staleFinding(stale, waiver, fault, used.has(waiver))];
  });
  const forbidden = policy.inline
    ? []
    : inline.map((waiver) => staleFinding(stale!, waiver, "waivers in comments are not allowed here", true));
  return [...marked, ...own, ...forbidden];
}

const waivedBy = ({ expires, inline, owner, reason }: Waiver): Waived => ({
  by: "waiver",
  reason,
  ...(owner !== undefined && { owner }),
  ...(expires !== undefined && { expires }),
  ...(inline !== undefined && { inline: true }),
});

function faultOf({ expires, reason, rule }: Waiver, today: string): string | undefined {
  if (reason.trim().length < shortest)
    return `the waiver of \`${rule}\` has no reason of at least ${shortest} characters`;
  if (expires === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expires))
    return `the waiver of \`${rule}\` ends on \`${expires}\`, which is no date such as 2027-01-31`;
  return expires < today ? `the waiver of \`${rule}\` ended on ${expires}` : undefined;
}

function holds({ file, inline, within }: Waiver, { at, within: inside }: Finding): boolean {
  if (inline !== undefined) return inline.path === at.source.path && holdsHere(inline.line, at, inside);
  return (
    (file === undefined || matchesPath(file, at.source.path)) &&
    (within === undefined ||
      inside.split(", ").some((part) => part === within || part.split(" ").slice(1).join(" ") === within))
  );
}

/** The lines of the finding, or the stage or service that it belongs to and that begins there. */
function holdsHere(line: number, at: Finding["at"], inside: string): boolean {
  const { endLine, line: first } = positionOf(at);
  if (line >= first && line <= endLine) return true;
  const name = inside.split(" ").at(-1) ?? "";
  const text = lineText(at.source, line);
  return (
    name !== "" &&
    ((inside.startsWith("stage") &&
      /^\s*from\s/i.test(text) &&
      (new RegExp(`\\sas\\s+${name}\\s*$`, "i").test(text) || /^\d+$/.test(name))) ||
      (inside.startsWith("service") && text.trim().replace(/["']/g, "") === `${name}:`))
  );
}

function staleFinding(rule: Rule, waiver: Waiver, says: string, isUsed: boolean): Finding {
  return {
    rule,
    severity: isUsed ? "error" : "warning",
    at: waiver.at,
    says: `${says[0]!.toUpperCase()}${says.slice(1)}.`,
    related: [],
    fix: rule.fix,
    edits: [],
    within: "",
    environments: [],
    secret: false,
  };
}

const sourcesOf = ({ composeFiles, dockerfiles, envFiles, ignoreFiles, nginxFiles, scripts }: Repository) =>
  [...dockerfiles, ...composeFiles, ...nginxFiles, ...scripts, ...envFiles, ...ignoreFiles].map(({ source }) => source);
