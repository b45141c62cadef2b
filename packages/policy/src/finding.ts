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
  readonly waived?: Waived;
}

export interface Waived {
  readonly by: "waiver" | "baseline";
  readonly reason: string;
  readonly owner?: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Whether a comment in the file says so. */
  readonly inline?: true;
}

/** The reason, who answers for it and until when. */
export const waivedBecause = ({ expires, owner, reason }: Waived): string => {
  const terms = [owner, expires && `until ${expires}`].filter((term) => term !== undefined);
  return terms.length === 0 ? reason : `${reason} (${terms.join(", ")})`;
};
