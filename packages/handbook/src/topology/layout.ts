import type { Arrow, Graph, Node } from "./graph";
import { ranksOf } from "./ranks";
import { type Chain, order, type Slot } from "./rows";
import { metrics, sizeOf } from "./size";

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

/** Layers from top to bottom, each in the order that crosses the fewest arrows: https://doi.org/10.1109/TSMC.1981.4308636 */
export function layOut({ arrows, nodes }: Graph): Layout {
  const ranks = ranksOf(nodes, arrows);
  const rows: Slot[][] = [];
  const row = (rank: number): Slot[] => (rows[rank] ??= []);
  for (const node of nodes) row(ranks.get(node.name) ?? 0).push({ key: node.name, node, ...sizeOf(node), x: 0 });
  const chains = arrows.map((arrow) => {
    const back = (ranks.get(arrow.to) ?? 0) < (ranks.get(arrow.from) ?? 0);
    const [upper, lower] = back ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
    const [from, to] = [ranks.get(upper) ?? 0, ranks.get(lower) ?? 0];
    const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => {
      const key = `${arrow.from} ${arrow.to} ${index}`;
      row(from + 1 + index).push({ key, width: metrics.lane, height: 0, x: 0 });
      return key;
    });
    return { arrow, back, keys: [upper, ...between, lower] };
  });
  const filled = rows.filter((each) => each !== undefined);
  order(
    filled,
    chains.map(({ keys }) => keys),
  );
  return place(filled, chains);
}

function place(rows: readonly Slot[][], chains: readonly Chain[]): Layout {
  const { gapY, margin } = metrics;
  const widthOf = (slots: readonly Slot[]) =>
    slots.reduce((sum, slot, index) => sum + slot.width + gapOf(slot, slots[index + 1]), 0);
  const width = Math.max(320, ...rows.map(widthOf)) + 2 * margin;
  const spots = new Map<string, { slot: Slot; y: number; height: number }>();
  let y = margin;
  for (const slots of rows) {
    const height = Math.max(...slots.map((slot) => slot.height));
    let x = (width - widthOf(slots)) / 2;
    for (const [index, slot] of slots.entries()) {
      slot.x = x + slot.width / 2;
      x += slot.width + gapOf(slot, slots[index + 1]);
      spots.set(slot.key, { slot, y: y + height / 2, height });
    }
    y += height + gapY;
  }
  const placed = rows
    .flat()
    .flatMap(({ height, key, node, width: wide, x }): Placed[] =>
      node === undefined ? [] : [{ node, x, y: spots.get(key)!.y, width: wide, height }],
    );
  const routes = chains.map((chain): Route => {
    const { arrow, back, keys } = chain;
    const stops = keys.map((key) => spots.get(key)!);
    const points = stops.flatMap(({ height, slot, y: middle }, index): [number, number][] => {
      if (index === 0) return [[slot.x + port(chains, chain, 0, spots), middle + slot.height / 2]];
      if (index === stops.length - 1) return [[slot.x + port(chains, chain, -1, spots), middle - slot.height / 2]];
      return [
        [slot.x, middle - height / 2],
        [slot.x, middle + height / 2],
      ];
    });
    return { arrow, points: back ? points.reverse() : points };
  });
  return { width, height: y - gapY + margin, placed, routes };
}

/** Between two neighbours of a row: arrows that pass stand closer than boxes do. */
function gapOf(slot: Slot, next: Slot | undefined): number {
  if (next === undefined) return 0;
  const boxes = [slot, next].filter(({ node }) => node !== undefined).length;
  return boxes === 2 ? metrics.gapX : boxes === 1 ? metrics.gapSide : metrics.gapLane;
}

/** Arrows share the edge of a box evenly, in the order of where they come from or go to. */
function port(chains: readonly Chain[], chain: Chain, end: 0 | -1, spots: ReadonlyMap<string, { slot: Slot }>): number {
  const beyond = ({ keys }: Chain): number => spots.get(keys.at(end === 0 ? 1 : -2) ?? "")?.slot.x ?? 0;
  const key = chain.keys.at(end) ?? "";
  const sharing = chains.filter(({ keys }) => keys.at(end) === key).sort((a, b) => beyond(a) - beyond(b));
  const width = spots.get(key)?.slot.width ?? 0;
  return ((sharing.indexOf(chain) + 1) / (sharing.length + 1) - 0.5) * width * 0.8;
}
