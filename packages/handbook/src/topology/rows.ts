import type { Arrow, Node } from "./graph";

/** A place in a row: a node, or a gap through which an arrow passes. */
export interface Slot {
  readonly key: string;
  readonly node?: Node;
  readonly width: number;
  readonly height: number;
  x: number;
}

/** An arrow and the slots on its way. */
export interface Chain {
  readonly arrow: Arrow;
  /** It leads upwards, as one of a circle must; its slots go downwards all the same. */
  readonly back: boolean;
  readonly keys: readonly string[];
}

/** Each row by the middle of its neighbours, to and fro. */
export function order(rows: Slot[][], chains: readonly (readonly string[])[]): void {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const keys of chains) {
    for (const [index, key] of keys.entries()) {
      const next = keys[index + 1];
      if (next === undefined) continue;
      join(key, next);
      join(next, key);
    }
  }
  for (let sweep = 0; sweep < 8; sweep++) {
    const downwards = sweep % 2 === 0;
    const sequence = downwards ? rows : [...rows].reverse();
    for (const [index, slots] of sequence.entries()) {
      const fixed = sequence[index - 1];
      if (fixed === undefined) continue;
      const places = new Map(fixed.map(({ key }, place) => [key, place / Math.max(1, fixed.length - 1)]));
      const weight = (slot: Slot, place: number): number => {
        const known = (neighbours.get(slot.key) ?? []).flatMap((key) => places.get(key) ?? []);
        return known.length === 0 ? place / slots.length : known.reduce((sum, each) => sum + each, 0) / known.length;
      };
      const weighed = slots.map((slot, place) => [slot, weight(slot, place)] as const);
      slots.splice(0, slots.length, ...weighed.sort(([, a], [, b]) => a - b).map(([slot]) => slot));
    }
  }
}
