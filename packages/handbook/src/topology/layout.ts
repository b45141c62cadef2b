import type { Arrow, Graph, Node } from "./graph";

/** A node with its place: the middle of its box. Sizes are pixels. */
export interface Placed {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Route {
  readonly arrow: Arrow;
  /** From the lower edge of the first box, through gaps between others, to the upper edge of the last. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly placed: readonly Placed[];
  readonly routes: readonly Route[];
}

export const metrics = {
  margin: 16,
  widest: 420,
  gapX: 22,
  gapY: 50,
  lane: 14,
  character: 7.3,
  line: 17,
  padding: 12,
  header: 20,
};

/** A place in a row: a node, or a gap through which an arrow passes. */
interface Slot {
  readonly key: string;
  readonly node?: Node;
  readonly width: number;
  readonly height: number;
  x: number;
}

/** An arrow and the slots on its way. */
interface Chain {
  readonly arrow: Arrow;
  readonly keys: readonly string[];
}

/** Layers from top to bottom, each in the order that crosses the fewest arrows: https://doi.org/10.1109/TSMC.1981.4308636 */
export function layOut({ arrows, nodes }: Graph): Layout {
  const ranks = narrowed(nodes, ranksOf(nodes, arrows));
  const rows: Slot[][] = [];
  const row = (rank: number): Slot[] => (rows[rank] ??= []);
  for (const node of nodes) row(ranks.get(keyOf(node)) ?? 0).push({ key: keyOf(node), node, ...sizeOf(node), x: 0 });
  const chains = arrows.map((arrow) => {
    const [from, to] = [ranks.get(arrow.from) ?? 0, ranks.get(arrow.to) ?? 0];
    const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => {
      const key = `${arrow.from} ${arrow.to} ${index}`;
      row(from + 1 + index).push({ key, width: metrics.lane, height: 0, x: 0 });
      return key;
    });
    return { arrow, keys: [arrow.from, ...between, arrow.to] };
  });
  const filled = rows.filter((each) => each !== undefined);
  order(
    filled,
    chains.map(({ keys }) => keys),
  );
  return place(filled, chains);
}

export const keyOf = ({ name }: Node): string => name.replace(/ × \d+$/, "");

/** Below all that opens connections to it. A circle of services stands where its first one does. */
function ranksOf(nodes: readonly Node[], arrows: readonly Arrow[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const visit = (name: string, trail: readonly string[]): number => {
    const known = ranks.get(name);
    if (known !== undefined) return known;
    if (trail.includes(name)) return 0;
    const callers = arrows.filter(({ to }) => to === name);
    const rank = Math.max(0, ...callers.map(({ from }) => visit(from, [...trail, name]) + 1));
    ranks.set(name, rank);
    return rank;
  };
  const called = nodes.filter((node) => arrows.some(({ to }) => to === keyOf(node)));
  for (const node of called) visit(keyOf(node), []);
  // whom nobody calls stands close to whom it calls
  for (const node of nodes) {
    const targets = arrows.filter(({ from }) => from === keyOf(node)).map(({ to }) => ranks.get(to) ?? 0);
    if (!called.includes(node))
      ranks.set(keyOf(node), targets.length === 0 ? 1 : Math.max(0, Math.min(...targets) - 1));
  }
  return ranks;
}

/** No row wider than a telephone shows: what does not fit goes one row down, and all below it too. */
function narrowed(nodes: readonly Node[], ranks: ReadonlyMap<string, number>): Map<string, number> {
  const result = new Map<string, number>();
  let row = 0;
  for (let rank = 0; rank <= Math.max(0, ...ranks.values()); rank++) {
    let width = 0;
    for (const node of nodes.filter((each) => ranks.get(keyOf(each)) === rank)) {
      const own = sizeOf(node).width + metrics.gapX;
      if (width > 0 && width + own > metrics.widest) [row, width] = [row + 1, 0];
      result.set(keyOf(node), row);
      width += own;
    }
    if (width > 0) row += 1;
  }
  return result;
}

function sizeOf(node: Node): { width: number; height: number } {
  const texts = [node.name, ...node.lines, ...node.volumes.map((volume) => `▤ ${volume}`)];
  const networks = node.networks.length === 0 ? 0 : metrics.header;
  const longest = Math.max(...texts.map(({ length }) => length + 3), ...node.networks.map(({ length }) => length));
  const width = Math.max(96, Math.ceil(longest * metrics.character) + 2 * metrics.padding) + (networks > 0 ? 16 : 0);
  const areas = networks === 0 ? 0 : node.networks.length * 15 + 14;
  return { width, height: texts.length * metrics.line + 16 + areas };
}

/** Each row by the middle of its neighbours, to and fro. */
function order(rows: Slot[][], chains: readonly (readonly string[])[]): void {
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

function place(rows: readonly Slot[][], chains: readonly Chain[]): Layout {
  const { gapX, gapY, margin } = metrics;
  const widthOf = (slots: readonly Slot[]) =>
    slots.reduce((sum, { width }) => sum + width, 0) + gapX * (slots.length - 1);
  const width = Math.max(320, ...rows.map(widthOf)) + 2 * margin;
  const spots = new Map<string, { slot: Slot; y: number; height: number }>();
  let y = margin;
  for (const slots of rows) {
    const height = Math.max(...slots.map((slot) => slot.height));
    let x = (width - widthOf(slots)) / 2;
    for (const slot of slots) {
      slot.x = x + slot.width / 2;
      x += slot.width + gapX;
      spots.set(slot.key, { slot, y: y + height / 2, height });
    }
    y += height + gapY;
  }
  const placed = rows
    .flat()
    .flatMap(({ height, key, node, width: wide, x }): Placed[] =>
      node === undefined ? [] : [{ node, x, y: spots.get(key)!.y, width: wide, height }],
    );
  const routes = chains.map(({ arrow, keys }): Route => {
    const stops = keys.map((key) => spots.get(key)!);
    const points = stops.flatMap(({ height, slot, y: middle }, index): [number, number][] => {
      if (index === 0) return [[slot.x + port(chains, arrow, "from", spots), middle + slot.height / 2]];
      if (index === stops.length - 1) return [[slot.x + port(chains, arrow, "to", spots), middle - slot.height / 2]];
      return [
        [slot.x, middle - height / 2],
        [slot.x, middle + height / 2],
      ];
    });
    return { arrow, points };
  });
  return { width, height: y - gapY + margin, placed, routes };
}

/** Arrows share the edge of a box evenly. */
/** Arrows share the edge of a box evenly, in the order of where they come from or go to. */
function port(
  chains: readonly Chain[],
  arrow: Arrow,
  end: "from" | "to",
  spots: ReadonlyMap<string, { slot: Slot }>,
): number {
  const beyond = ({ keys }: Chain): number => spots.get((end === "from" ? keys[1] : keys.at(-2)) ?? "")?.slot.x ?? 0;
  const sharing = chains.filter((chain) => chain.arrow[end] === arrow[end]).sort((a, b) => beyond(a) - beyond(b));
  const index = sharing.findIndex((chain) => chain.arrow === arrow);
  const width = spots.get(arrow[end])?.slot.width ?? 0;
  return ((index + 1) / (sharing.length + 1) - 0.5) * width * 0.8;
}
