import type { Finding } from "../finding";
import { positionOf } from "../place";
import type { Rule } from "../rule";
import { nameKey, namesOf } from "../rules";
import type { Layout } from "./layout";
import { type LinterWaiver, matchesPath, type Waiver } from "./waiver";

/** Whoever it was written for. */
export type AnyWaiver = Waiver | LinterWaiver;

/** Lines up to which a waiver is found by line; a longer one is asked each time. */
const short = 1000;

/** Waivers by what they may be of: a file may have as many comments as lines, and as many findings. */
export class WaiverIndex {
  readonly #lists = new Map<string, AnyWaiver[]>();
  readonly #likes = new Map<string, RegExp>();
  readonly #names = new Map<Rule, readonly string[]>();

  constructor(waivers: readonly AnyWaiver[]) {
    for (const waiver of waivers) {
      const rules = "tool" in waiver ? waiver.rules : waiver.rule;
      if (rules instanceof RegExp) this.#likes.set(rules.source, rules);
      const name = rules instanceof RegExp ? rules.source : nameKey(rules);
      if (waiver.inline === undefined) this.#add(name, waiver);
      else {
        const { first, last, path } = waiver.inline;
        if (last - first > short) this.#add(`${name}\0${path}`, waiver);
        else for (let line = first; line <= last; line++) this.#add(`${name}\0${path}\0${line}`, waiver);
      }
    }
  }

  /** The waivers of a finding; what has no line of its own belongs to the stage or service that begins there. */
  *of(finding: Finding, layoutOf: () => Layout): Generator<AnyWaiver> {
    const { at, rule, within } = finding;
    const names = this.#namesOf(rule);
    if (this.#lists.size === 0 || names.length === 0) return;
    const { path } = at.source;
    const { endLine, line } = positionOf(at);
    for (const name of names) {
      for (const waiver of this.#lists.get(name) ?? []) if (isOf(waiver, finding)) yield waiver;
      for (const waiver of this.#lists.get(`${name}\0${path}`) ?? [])
        if (waiver.inline!.first <= endLine && line <= waiver.inline!.last) yield waiver;
      for (let each = line; each <= endLine; each++) yield* this.#lists.get(`${name}\0${path}\0${each}`) ?? [];
      for (const begin of layoutOf().beginningsOf(within))
        for (const waiver of this.#lists.get(`${name}\0${path}\0${begin}`) ?? [])
          if (waiver.inline!.first === begin) yield waiver;
    }
  }

  #add(key: string, waiver: AnyWaiver): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [waiver]);
    else list.push(waiver);
  }

  #namesOf(rule: Rule): readonly string[] {
    let names = this.#names.get(rule);
    if (names === undefined) {
      const { aliases = [] } = rule;
      const likes = [...this.#likes].filter(([, like]) => aliases.some((alias) => like.test(alias)));
      names = [...namesOf(rule), ...likes.map(([name]) => name)];
      this.#names.set(rule, names);
    }
    return names;
  }
}

/** Whether a waiver of the declaration or the policy's file is one of a finding. */
const isOf = ({ file, within }: AnyWaiver, { at, within: inside }: Finding): boolean =>
  (file === undefined || matchesPath(file, at.source.path)) &&
  (within === undefined ||
    inside.split(", ").some((part) => part === within || part.split(" ").slice(1).join(" ") === within));
