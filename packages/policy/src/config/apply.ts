import type { Finding, Waived } from "../finding";
import type { Repository } from "../recover/repository";
import type { Rule } from "../rule";
import { rulesOf } from "../rules";
import { fingerprintsOf } from "./baseline";
import { directivesIn } from "./directives";
import { layoutsOf } from "./layout";
import type { Policy } from "./policy";
import { inlineWaivers, type Waiver } from "./waiver";
import { type AnyWaiver, WaiverIndex } from "./waiver-index";

const shortest = 10;

/** Marks what is waived or known, and finds waivers that no longer do anything. */
export function applyWaivers(findings: readonly Finding[], repository: Repository, policy: Policy): Finding[] {
  const layoutOf = layoutsOf(repository);
  const layouts = [...new Set(sourcesOf(repository))].map(layoutOf);
  const inline = layouts.flatMap(inlineWaivers);
  const others = policy.inline && policy.directives ? layouts.flatMap(directivesIn) : [];
  const waivers = [...policy.waivers, ...(policy.inline ? inline : [])];
  const [stale] = rulesOf("waivers");
  const used = new Set<Waiver>();
  const endless = new Set<Waiver>();
  const fingerprints = policy.baseline.size === 0 ? undefined : fingerprintsOf(findings);
  const index = new WaiverIndex([...waivers, ...others]);
  const marked = findings.map((finding): Finding => {
    const waiver = waiverOf(finding);
    // another tool knows no last day, and its directive is right there
    if (waiver !== undefined && "tool" in waiver) return { ...finding, waived: waivedBy(waiver) };
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

  function waiverOf(finding: Finding): AnyWaiver | undefined {
    for (const waiver of index.of(finding, () => layoutOf(finding.at.source)))
      if (!("tool" in waiver) || !hasEnded(waiver, repository.today)) return waiver;
    return undefined;
  }
}

const waivedBy = ({ expires, inline, owner, reason }: AnyWaiver): Waived => ({
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

const hasEnded = ({ expires }: AnyWaiver, today: string): boolean => expires !== undefined && expires < today;

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
