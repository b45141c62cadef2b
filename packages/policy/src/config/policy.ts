import type { Unread } from "../recover/repository";
import type { Kind } from "../recover/stack";
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

const lower: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "info" };

/**
 * How much a rule's finding counts in these environments; undefined where it doesn't. What only production needs is one
 * level lower where nothing says what something is for, and silent in development.
 */
export function severityOf(
  rule: Rule,
  severity: Severity | "off",
  environments: ReadonlySet<Kind>,
): Severity | undefined {
  if (severity === "off") return undefined;
  if (rule.production !== true || environments.has("production")) return severity;
  return environments.has("unknown") ? lower[severity] : undefined;
}
