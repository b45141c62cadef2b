import { applyWaivers } from "./config/apply";
import type { Policy } from "./config/policy";
import type { Finding } from "./finding";
import { type Place, place } from "./place";
import type { Repository, Unread } from "./recover/repository";
import { type Called, Register } from "./register";
import type { Hit, Tell } from "./rule";
import { rulesFor } from "./rules";
import { eachSubject, type Looked } from "./subjects";

export interface Checked {
  /** In the order of files and lines; waived ones with them. */
  readonly findings: readonly Finding[];
  /** What could not be seen: with any of it, nothing is clean. */
  readonly unread: readonly Unread[];
}

/** Looks at everything that was recovered. A rule that fails is told as something that could not be seen. */
export function check(repository: Repository, policy: Policy): Checked {
  const unread: Unread[] = [...repository.unread, ...policy.faults];
  const register = new Register(rulesFor(repository), policy);
  const found = new Map<string, Finding>();
  let asked: Called;
  let shown: Looked;
  // one for all calls: most tell nothing
  const tell: Tell = (hit) => keep(findingOf(asked, hit, shown));
  eachSubject(repository, look);
  const findings = [...found.values()].sort(inOrder);
  return { findings: withoutCovered(applyWaivers(findings, repository, policy)), unread };

  function look(looked: Looked): void {
    const all = register.of(looked);
    shown = looked;
    for (let index = 0; index < all.length; index += 1) {
      try {
        for (; index < all.length; index += 1) {
          asked = all[index]!;
          asked.check(looked.subject as never, tell, repository, policy);
        }
      } catch (error) {
        // the next one goes on
        const says = `the rule \`${asked.rule.id}\` failed: ${(error as Error).message}`;
        if (!unread.some((known) => known.says === says))
          unread.push({ at: looked.at ?? place({ path: "", text: "" }, 0, 0), says });
      }
    }
  }

  /** The same thing seen in two environments is one finding, of the graver kind. */
  function keep(finding: Finding): void {
    const { at, rule, within } = finding;
    // services that share a place, by an anchor or `extends`, share what is wrong with it
    const [, service] = /^service (.+)$/.exec(within) ?? [];
    const says = service === undefined ? finding.says : finding.says.replaceAll(`\`${service}\``, "``");
    const key = `${rule.id}\0${at.source.path}\0${at.start}\0${says}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, finding);
    else {
      const graver = rank[finding.severity] < rank[known.severity] ? finding : known;
      found.set(key, { ...graver, environments: [...new Set([...known.environments, ...finding.environments])] });
    }
  }
}

/** One thing is told once: by the rule that sees more of it, at its place or at the other end. */
function withoutCovered(findings: readonly Finding[]): Finding[] {
  const covered = new Map<string, Place[]>();
  for (const { at, related, rule } of findings) {
    for (const id of rule.covers ?? []) {
      for (const end of [at, ...related.map((other) => other.at)]) {
        const key = `${id}\0${end.source.path}`;
        const places = covered.get(key);
        if (places === undefined) covered.set(key, [end]);
        else places.push(end);
      }
    }
  }
  return covered.size === 0
    ? [...findings]
    : findings.filter(
        ({ at, rule }) => !covered.get(`${rule.id}\0${at.source.path}`)?.some((place) => overlap(place, at)),
      );
}

const overlap = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

function findingOf({ rule, severity }: Called, hit: Hit, { stack, within }: Looked): Finding {
  return {
    rule,
    severity: hit.severity !== undefined && rank[hit.severity] > rank[severity] ? hit.severity : severity,
    at: hit.at,
    says: hit.says,
    related: hit.related ?? [],
    fix: hit.fix ?? rule.fix,
    edits: hit.edits ?? [],
    within: hit.within ?? within,
    environments: stack === undefined ? [] : [stack],
    secret: hit.secret === true,
  };
}

export const rank = { error: 0, warning: 1, info: 2 } as const;

const inOrder = (a: Finding, b: Finding): number =>
  compare(a.at.source.path, b.at.source.path) ||
  a.at.start - b.at.start ||
  compare(a.rule.id, b.rule.id) ||
  compare(a.says, b.says);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
