import type { Policy } from "./config/policy";
import type { Kind } from "./recover/stack";
import type { Rule, Severity, Subject } from "./rule";
import type { Shelved } from "./shelf";
import type { Looked } from "./subjects";

/** A rule that has something to look at, and how much it counts. */
export interface Called {
  readonly rule: Rule;
  readonly severity: Severity | "off";
  readonly production: boolean;
}

/** What looks at one kind of thing: whatever is in it, and by a word that must be in it. */
interface Lookers {
  readonly always: Shelved[];
  readonly byWord: Map<string, Shelved[]>;
  /** Whom a thing with these words calls. */
  readonly found: Map<string, readonly Called[]>;
}

/** Rules by what they look at. Each is loaded when the first thing that it looks at is met. */
export class Register {
  readonly #lookers = new Map<Subject, Lookers>();
  readonly #called = new Map<Shelved, Called>();

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

  /** The rules that look at a thing. */
  of({ on, words }: Pick<Looked, "on" | "words">): readonly Called[] {
    const lookers = this.#lookersAt(on);
    const key = words.length < 2 ? (words[0] ?? "") : words.join(" ");
    let called = lookers.found.get(key);
    if (called === undefined) {
      const rules = new Set([...lookers.always, ...words.flatMap((word) => lookers.byWord.get(word) ?? [])]);
      called = [...rules].map((rule) => this.#load(rule)).filter(({ severity }) => severity !== "off");
      lookers.found.set(key, called);
    }
    return called;
  }

  #lookersAt(on: Subject): Lookers {
    let lookers = this.#lookers.get(on);
    if (lookers === undefined) {
      lookers = { always: [], byWord: new Map(), found: new Map() };
      this.#lookers.set(on, lookers);
    }
    return lookers;
  }

  #load(shelved: Shelved): Called {
    let called = this.#called.get(shelved);
    if (called === undefined) {
      const rule = shelved.load();
      called = { rule, severity: this.policy.severity(rule), production: rule.production === true };
      this.#called.set(shelved, called);
    }
    return called;
  }
}

const lower: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "info" };

/**
 * How much a rule's finding counts in these environments; undefined where it doesn't. What only production needs is one
 * level lower where nothing says what something is for, and silent in development.
 */
export function severityIn({ production, severity }: Called, environments: ReadonlySet<Kind>): Severity | undefined {
  if (severity === "off") return undefined;
  if (!production || environments.has("production")) return severity;
  return environments.has("unknown") ? lower[severity] : undefined;
}
