import type { Unread } from "../recover/repository";
import type { Rule, Severity } from "../rule";
import { nameKey, namesOf } from "../rules";
import type { Known } from "./baseline";
import type { Waiver } from "./waiver";

export type Profile = "default" | "strict" | "seed";
export const profiles: readonly Profile[] = ["default", "strict", "seed"];

/** What a repository wants of the rules. */
export interface Policy {
  readonly profile: Profile;
  /** By id or alias. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  readonly waivers: readonly Waiver[];
  /** Whether comments in the files may waive. */
  readonly inline: boolean;
  /** Whether comments that other linters obey (`# hadolint ignore=DL3008`) waive here too. */
  readonly directives: boolean;
  readonly baseline: Known;
  /** Where images may come from, such as `docker.io` or `ghcr.io/acme`; from anywhere where it is empty. */
  readonly registries: readonly string[];
  /** What is wrong with the policy's own file. */
  readonly faults: readonly Unread[];
  severity(rule: Rule): Severity | "off";
}

export interface PolicyOptions extends Partial<Omit<Policy, "severity" | "severities">> {
  readonly severities?: ReadonlyMap<string, Severity | "off">;
}

export function policyOf({
  baseline = new Map(),
  directives = true,
  faults = [],
  inline = true,
  profile = "default",
  registries = [],
  severities = new Map(),
  waivers = [],
}: PolicyOptions = {}): Policy {
  const byKey = new Map([...severities].map(([name, severity]) => [nameKey(name), severity]));
  return {
    profile,
    severities,
    waivers,
    inline,
    directives,
    baseline,
    registries,
    faults,
    severity: (rule) => asked(rule, byKey) ?? (profile === "default" ? undefined : rule[profile]) ?? rule.severity,
  };
}

const asked = (rule: Rule, severities: Policy["severities"]) =>
  severities.size === 0
    ? undefined
    : namesOf(rule)
        .map((name) => severities.get(name))
        .find((severity) => severity !== undefined);
