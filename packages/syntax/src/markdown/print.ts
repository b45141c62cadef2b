import type { Block, Document, Inline, Section, Text } from "../document";
import { collapsed, prose } from "../document/nodes";
import { codeLines, printable } from "../printable";

/** A document as GitHub Flavored Markdown: https://github.github.com/gfm/ */
export const print = ({ title, blocks, sections }: Document): string =>
  join([`# ${printText(prose(title))}`, ...printBlocks(blocks), ...printSections(sections, 2)]);

/** Sections without a document of their own, their headings `level` deep. */
export const printPart = (sections: readonly Section[], level: number): string => join(printSections(sections, level));

/** What a link to a heading leads to on GitHub. */
export const anchorOf = (title: string): string =>
  `#${title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-")}`;

const join = (chunks: readonly string[]): string => `${chunks.join("\n\n")}\n`;

const printSections = (sections: readonly Section[], level: number): string[] =>
  sections.flatMap(({ title, blocks, sections: inner }) => [
    `${"#".repeat(Math.min(level, 6))} ${printText(prose(title))}`,
    ...printBlocks(blocks),
    ...printSections(inner, level + 1),
  ]);

const printBlocks = (blocks: readonly Block[]): string[] => blocks.flatMap((block) => printBlock(block) ?? []);

function printBlock(block: Block): string | undefined {
  switch (block.kind) {
    case "paragraph":
      return printText(block.text) || "&nbsp;";
    case "code":
      return printCode(block);
    case "table":
      return printTable(block);
    case "list":
      return block.items
        .map((item, index) => printItem(item, markOf(block.style, index)))
        .join(isTight(block) ? "\n" : "\n\n");
    case "contents":
      return undefined;
    case "picture":
      return `![${printText([{ kind: "text", text: block.alternative }])}](${destination(block.path)})`;
  }
}

type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

const isTight = ({ items }: Of<"list">): boolean => items.every((item) => item.length === 1);

function markOf(style: Of<"list">["style"], index: number): { mark: string; indent: number } {
  if (style === "steps") return { mark: `${index + 1}. `, indent: `${index + 1}. `.length };
  return { mark: style === "tasks" ? "- [ ] " : "- ", indent: 2 };
}

function printItem(item: readonly Block[], { mark, indent }: { mark: string; indent: number }): string {
  const inner = printBlocks(item).join("\n\n");
  return mark + inner.replace(/\n(?=[^\n])/g, `\n${" ".repeat(indent)}`);
}

/** A fence longer than any in the text. */
function printCode({ language, text }: Of<"code">): string {
  const lines = codeLines("Markdown code", text);
  const fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function printTable({ head, rows }: Of<"table">): string {
  const line = (cells: readonly Text[]): string => `| ${cells.map(printCell).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** In a table a `|` ends its cell, even in code. */
const printCell = (text: Text): string => printText(text, "cell");

const printText = (text: Text, place: "line" | "cell" = "line"): string =>
  guarded(apart(text.map((inline) => printInline(inline, place)))).trim();

/** Two spans of code side by side would be one. */
const apart = (pieces: readonly string[]): string =>
  pieces.reduce((line, piece) => (line.endsWith("`") && piece.startsWith("`") ? `${line} ${piece}` : line + piece), "");

function printInline(inline: Inline, place: "line" | "cell"): string {
  const text = collapsed(printable("Markdown text", inline.text));
  switch (inline.kind) {
    case "text":
      return escaped(text);
    case "code":
      return place === "cell" ? codeSpan(text).replaceAll("|", "\\|") : codeSpan(text);
    case "link":
      return `[${escaped(text)}](${destination(inline.url)})`;
  }
}

/** https://spec.commonmark.org/0.31.2/#backslash-escapes */
const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>&|~!$]/g, "\\$&").replace(/(?<=:|\bwww)(?=\/\/|\.)/g, "\\");

/** What begins a block at the start of a line. */
const guarded = (line: string): string =>
  line
    .trimStart()
    .replace(/^([-+=#:])/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

/** A span whose fence is longer than any run of backticks in it: https://spec.commonmark.org/0.31.2/#code-spans */
function codeSpan(text: string): string {
  if (text.trim() === "") return escaped(text);
  const fence = "`".repeat(longestRun(text) + 1);
  const pad = /^`|`$|^ .*\S.* $/.test(text) ? " " : "";
  return fence + pad + text + pad + fence;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

const destination = (url: string): string =>
  /^[\w./:#?&=%~+@-]+$/.test(url) ? url : `<${printable("link", url).replace(/[\n\r<>\\]/g, encodeURIComponent)}>`;
