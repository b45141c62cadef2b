import type { Arrow, Node } from "./graph";
import { metrics, sizeOf } from "./size";

/** The row of each node, by its name: below all that opens connections to it, and no row wider than a telephone shows. */
export const ranksOf = (nodes: readonly Node[], arrows: readonly Arrow[]): ReadonlyMap<string, number> =>
  narrowed(nodes, below(nodes, arrows));

/** A circle of services stands where its first one does. */
function below(nodes: readonly Node[], arrows: readonly Arrow[]): Map<string, number> {
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
  const called = nodes.filter((node) => arrows.some(({ to }) => to === node.name));
  for (const node of called) visit(node.name, []);
  // whom nobody calls stands close to whom it calls, and who is outside above all
  for (const node of nodes) {
    if (node.kind === "outside") {
      ranks.set(node.name, 0);
      continue;
    }
    const targets = arrows.filter(({ from }) => from === node.name).map(({ to }) => ranks.get(to) ?? 0);
    if (!called.includes(node)) ranks.set(node.name, targets.length === 0 ? 1 : Math.max(0, Math.min(...targets) - 1));
  }
  return ranks;
}

/** What does not fit goes one row down, and all below it too. */
function narrowed(nodes: readonly Node[], ranks: ReadonlyMap<string, number>): Map<string, number> {
  const result = new Map<string, number>();
  let row = 0;
  for (let rank = 0; rank <= Math.max(0, ...ranks.values()); rank++) {
    let width = 0;
    for (const node of nodes.filter((each) => ranks.get(each.name) === rank)) {
      const own = sizeOf(node).width + metrics.gapX;
      if (width > 0 && width + own > metrics.widest) [row, width] = [row + 1, 0];
      result.set(node.name, row);
      width += own;
    }
    if (width > 0) row += 1;
  }
  return result;
}
