import * as words from "../words/topology";
import type { Graph, Node } from "./graph";

/** The picture in Mermaid, which GitHub draws: https://mermaid.js.org/syntax/flowchart.html */
export function mermaidOf({ arrows, nodes }: Graph): string {
  const ids = new Map(nodes.map((node, index) => [node.name, `n${index}`]));
  const lines = nodes.flatMap((node, index) => {
    const shape = shapeOf(node, `n${index}`);
    if (node.networks.length === 0) return [`  ${shape}`];
    return [`  subgraph a${index}[${text(node.networks.join(", "))}]`, `    ${shape}`, "  end"];
  });
  const links = arrows.map(({ from, label, to }) => {
    const arrow = label === undefined ? "-->" : `-->|${text(words.port(label))}|`;
    return `  ${ids.get(from)} ${arrow} ${ids.get(to)}`;
  });
  const volumes = [...new Set(nodes.flatMap((node) => node.volumes))];
  const disks = volumes.map((volume, index) => `  v${index}[(${text(volume)})]`);
  const mounts = nodes.flatMap((node, index) =>
    node.volumes.map((volume) => `  n${index} -.- v${volumes.indexOf(volume)}`),
  );
  return ["flowchart TB", ...lines, ...disks, ...links, ...mounts].join("\n");
}

function shapeOf({ kind, label: name, lines, order }: Node, id: string): string {
  const label = text([name, ...lines, ...(order === undefined ? [] : [words.starts(order)])].join("<br/>"));
  if (kind === "outside") return `${id}((${label}))`;
  return kind === "job" ? `${id}([${label}])` : `${id}[${label}]`;
}

/** What ends a quoted text is an entity: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
const text = (value: string): string => `"${value.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`;
