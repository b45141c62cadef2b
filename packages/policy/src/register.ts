import type { Policy } from "./config/policy";
import type { Kind } from "./recover/stack";
import type { Rule, Severity, Subject } from "./rule";
import type { Shelved } from "./shelf";
import type { Looked } from "./subjects";

/** A rule that has something to look at, and how much its findings count there. */
export interface Called {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly check: Rule["check"];
}

/** What looks at one kind of thing: whatever is in it, and by a word that must be in it. */
interface Lookers {
  readonly always: Shelved[];
  readonly byWord: Map<string, Shelved[]>;
  /** Whom a thing with these words calls, by what it is for. */
  readonly found: Readonly<Record<Standing, Map<string, readonly Called[]>>>;
}

/** What a thing is for, as far as it decides how much a rule counts. */
type Standing = "production" | "unknown" | "other";

const standingOf = (environments: ReadonlySet<Kind>): Standing =>
  environments.has("production") ? "production" : environments.has("unknown") ? "unknown" : "other";

/** Rules by what they look at. Each is loaded when the first thing that it looks at is met. */
export class Register {
  readonly #lookers = new Map<Subject, Lookers>();

  constructor(
    rules: readonly Shelved[],
    readonly policy: Policy,
  ) {
    for (const rule of rules) {
      const { always, byWord } = this.#lookersAt(rule.on);
      if (rule.of === undefined) always.push(rule);
      for (const word of rule.of ?? []) byWord.set(word, [...(byWord.get(word) ?? []), rule]);
    }
  }

  /** The rules that look at a thing, but those that do not count there. */
  of({ environments, on, words }: Pick<Looked, "environments" | "on" | "words">): readonly Called[] {
    const lookers = this.#lookersAt(on);
    const standing = standingOf(environments);
    const found = lookers.found[standing];
    const key = words.length < 2 ? (words[0] ?? "") : words.join(" ");
    let called = found.get(key);
    if (called === undefined) {
      const rules = new Set([...lookers.always, ...words.flatMap((word) => lookers.byWord.get(word) ?? [])]);
      called = [...rules].flatMap(({ load }) => {
        const rule = load();
        const severity = severityIn(rule, this.policy.severity(rule), standing);
        return severity === undefined ? [] : [{ rule, severity, check: rule.check }];
      });
      found.set(key, called);
    }
    return called;
  }

  #lookersAt(on: Subject): Lookers {
    let lookers = this.#lookers.get(on);
    if (lookers === undefined) {
      const found = { production: new Map(), unknown: new Map(), other: new Map() };
      lookers = { always: [], byWord: new Map(), found };
      this.#lookers.set(on, lookers);
    }
    return lookers;
  }
}

const lower: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "info" };

/**
 * How much a rule's finding counts; undefined where it doesn't. What only production needs is one level lower where
 * nothing says what something is for, and silent in development.
 */
function severityIn({ production }: Rule, severity: Severity | "off", standing: Standing): Severity | undefined {
  if (severity === "off") return undefined;
  if (production !== true || standing === "production") return severity;
  return standing === "unknown" ? lower[severity] : undefined;
}
