import type { Place } from "./place";
import type { Edit, Rule, Severity } from "./rule";

/** One finding: a rule, a place, and what became of it. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Place;
  readonly says: string;
  readonly related: readonly { readonly at: Place; readonly says: string }[];
  readonly fix: string;
  readonly edits: readonly Edit[];
  /** The stage, service or directive that it belongs to: `service backend`, `stage production`. */
  readonly within: string;
  /** Names of the environments in which it holds; empty for a file by itself. */
  readonly environments: readonly string[];
  readonly secret: boolean;
  /** Why it does not count. */
  readonly waived?: { readonly by: "waiver" | "baseline"; readonly reason: string };
}
