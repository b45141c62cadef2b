import type { Node } from "./graph";

/** Pixels. Text is monospaced, so that its width is known. */
export const metrics = {
  margin: 16,
  widest: 420,
  gapX: 22,
  gapY: 50,
  /** Of an arrow that passes a row, and between two of them. */
  lane: 4,
  gapLane: 6,
  /** Between such an arrow and a box. */
  gapSide: 14,
  character: 7.3,
  line: 17,
  padding: 12,
  header: 20,
};

/** How much room a node takes, with the area around it. */
export function sizeOf(node: Node): { width: number; height: number } {
  const texts = [node.label, ...node.lines, ...node.volumes.map((volume) => `▤ ${volume}`)];
  const networks = node.networks.length === 0 ? 0 : metrics.header;
  const longest = Math.max(...texts.map(({ length }) => length + 3), ...node.networks.map(({ length }) => length));
  const width = Math.max(96, Math.ceil(longest * metrics.character) + 2 * metrics.padding) + (networks > 0 ? 16 : 0);
  const areas = networks === 0 ? 0 : node.networks.length * 15 + 14;
  return { width, height: texts.length * metrics.line + 16 + areas };
}
