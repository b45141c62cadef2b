import * as words from "../words/topology";
import type { Graph, Node } from "./graph";

/**
 * The picture in Mermaid, which GitHub draws: https://mermaid.js.org/syntax/flowchart.html. The names of networks stand
 * in the box, for Mermaid draws arrows across the title of an area.
 */
export function mermaidOf({ arrows, nodes }: Graph): string {
  const ids = new Map(nodes.map((node, index) => [node.name, `n${index}`]));
  const lines = nodes.flatMap((node, index) => {
    const shape = shapeOf(node, `n${index}`);
    return node.networks.length === 0 ? [`  ${shape}`] : [`  subgraph a${index}[" "]`, `    ${shape}`, "  end"];
  });
  const links = arrows.map(({ from, label, to }) => {
    const arrow = label === undefined ? "-->" : `-->|${text(words.port(label))}|`;
    return `  ${ids.get(from)} ${arrow} ${ids.get(to)}`;
  });
  return ["flowchart TB", ...lines, ...links].join("\n");
}

function shapeOf({ kind, label: name, lines, networks, order, volumes }: Node, id: string): string {
  const label = text(
    [
      name,
      ...lines,
      ...volumes.map((volume) => `▤ ${volume}`),
      ...(order === undefined ? [] : [words.starts(order)]),
      ...networks.map(words.network),
    ].join("<br/>"),
  );
  if (kind === "outside") return `${id}((${label}))`;
  return kind === "job" ? `${id}([${label}])` : `${id}[${label}]`;
}

/** What ends a quoted text is an entity: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
const text = (value: string): string => `"${value.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`;
