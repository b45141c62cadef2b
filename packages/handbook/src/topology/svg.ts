import * as words from "../words/topology";
import type { Graph } from "./graph";
import { layOut, type Placed, type Route } from "./layout";
import { metrics } from "./size";

/** The picture as an SVG that follows the reader's light or dark scheme. Its size is that of its content. */
export function svgOf(graph: Graph): string {
  const layout = layOut(graph);
  const lines = legendOf(graph);
  const height = layout.height + lines.length * 16 + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(layout.width)} ${round(height)}" width="${round(layout.width)}" height="${round(height)}" role="img" aria-label="${escaped(graph.title)}">`,
    `<title>${escaped(graph.title)}</title>`,
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" class="head"/></marker></defs>',
    '<rect width="100%" height="100%" class="page"/>',
    ...layout.placed.map(area),
    ...layout.routes.map(arrow),
    ...layout.placed.map(box),
    ...layout.routes.map(label),
    ...lines.map((line, index) => text("legend", metrics.margin, layout.height + 10 + index * 16, line)),
    "</svg>",
    "",
  ].join("\n");
}

/** Text stands on `page`, `area` or `box`, and has a contrast of 7 at least on each. */
const style = `
.page{fill:#fff}.area{fill:#e8f0fb;stroke:#7a9cc9}.box{fill:#fff;stroke:#44546a;stroke-width:1.4}
.job .box{stroke-dasharray:5 3}.outside .box{fill:#f3f4f6}
text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2937;text-anchor:middle}
.name{font-weight:700}.small{font-size:11px;fill:#374151}.net{font-size:11px;fill:#1e3a6b}.order{font-size:11px;fill:#374151;text-anchor:end}
.legend{font-size:11px;fill:#374151;text-anchor:start}
.arrow{fill:none;stroke:#44546a;stroke-width:1.5}.head{fill:#44546a}.tag{fill:#fff}
@media(prefers-color-scheme:dark){.page{fill:#0d1117}.area{fill:#15233a;stroke:#4a6fa5}.box{fill:#161b22;stroke:#9aa7b8}
.outside .box{fill:#21262d}text,.name{fill:#e6edf3}.small,.order,.legend{fill:#c9d1d9}.net{fill:#a9c7f5}.arrow{stroke:#9aa7b8}.head{fill:#9aa7b8}.tag{fill:#0d1117}}
`.replaceAll("\n", "");

const innerOf = ({ height, node, width, x, y }: Placed) => {
  const header = node.networks.length * 15;
  const inset = header === 0 ? 0 : 8;
  return {
    left: x - width / 2 + inset,
    top: y - height / 2 + header + (header === 0 ? 0 : 6),
    width: width - 2 * inset,
    height: height - header - (header === 0 ? 0 : 14),
  };
};

/** The networks around who is reached in them. */
function area(place: Placed): string {
  const { height, node, width, x, y } = place;
  if (node.networks.length === 0) return "";
  const names = node.networks.map((name, index) => text("net", x, y - height / 2 + 14 + index * 15, name));
  return `<g><rect class="area" x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="8"/>${names.join("")}</g>`;
}

function box(place: Placed): string {
  const { node, x } = place;
  const { height, left, top, width } = innerOf(place);
  const round8 = node.kind === "outside" ? 16 : 5;
  const lines = [
    text("name", x, top + 20, node.label),
    ...[...node.lines, ...node.volumes.map((volume) => `▤ ${volume}`)].map((line, index) =>
      text("small", x, top + 20 + (index + 1) * metrics.line, line),
    ),
    ...(node.order === undefined ? [] : [text("order", left + width - 5, top + 13, String(node.order))]),
  ];
  return `<g class="${node.kind}"><rect class="box" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="${round8}"/>${lines.join("")}</g>`;
}

function arrow({ points }: Route): string {
  const [[x, y] = [0, 0], ...rest] = points;
  let path = `M${round(x)} ${round(y)}`;
  let [lastX, lastY] = [x, y];
  for (const [nextX, nextY] of rest) {
    const bend = (nextY - lastY) / 2;
    path +=
      nextX === lastX
        ? `V${round(nextY)}`
        : `C${round(lastX)} ${round(lastY + bend)} ${round(nextX)} ${round(nextY - bend)} ${round(nextX)} ${round(nextY)}`;
    [lastX, lastY] = [nextX, nextY];
  }
  return `<path class="arrow" d="${path}" marker-end="url(#head)"/>`;
}

/** The port, close to whom it leads to. */
function label({ arrow: { label: port }, points }: Route): string {
  const last = points.at(-1);
  if (port === undefined || last === undefined) return "";
  const [x, y] = last;
  const width = port.length * 7 + 6;
  return `<rect class="tag" x="${round(x - width / 2)}" y="${round(y - 28)}" width="${round(width)}" height="14"/>${text("small", x, y - 17, port)}`;
}

/** What signs mean of which there are any. */
function legendOf({ arrows, nodes }: Graph): string[] {
  const { legend } = words;
  return [
    ...(nodes.some(({ networks }) => networks.length > 0) ? [legend.networks] : []),
    ...(arrows.length > 0 ? [legend.arrows] : []),
    ...(nodes.some(({ kind }) => kind === "job") ? [legend.jobs] : []),
    ...(nodes.some(({ order }) => order !== undefined) ? [legend.orders] : []),
    ...(nodes.some(({ volumes }) => volumes.length > 0) ? [legend.volumes] : []),
  ];
}

const text = (kind: string, x: number, y: number, value: string): string =>
  `<text class="${kind}" x="${round(x)}" y="${round(y)}">${escaped(value)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
