import type { Block, Document, Inline, Section, Text } from "../document";
import { collapsed, prose } from "../document/nodes";
import { codeLines, printable } from "../printable";
import { Unprintable } from "../unprintable";

/** A document as reStructuredText: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html */
export const print = ({ title, blocks, sections }: Document): string =>
  join([heading(title, 0), ...printBlocks(blocks), ...printSections(sections, 1)]);

/** Sections without a document of their own, their headings `level` deep. */
export const printPart = (sections: readonly Section[], level: number): string =>
  join(printSections(sections, level - 1));

const join = (chunks: readonly string[]): string => `${chunks.join("\n\n")}\n`;

const underlines = ["=", "-", "~", "^", "'"];

function heading(title: string, level: number): string {
  const text = printText(prose(title));
  return `${text}\n${(underlines[level] ?? "'").repeat(columns(text))}`;
}

/** An underline is as long as its title at least, where wide characters take two columns. */
const columns = (text: string): number => [...text].reduce((sum, char) => sum + (/[^ -~]/.test(char) ? 2 : 1), 0);

const printSections = (sections: readonly Section[], level: number): string[] =>
  sections.flatMap(({ title, blocks, sections: inner }) => [
    heading(title, level),
    ...printBlocks(blocks),
    ...printSections(inner, level + 1),
  ]);

/** Two lists in a row would be one, with a complaint about its numbers. */
const printBlocks = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block, index) =>
    block.kind === "list" && blocks[index - 1]?.kind === "list" ? ["..", printBlock(block)] : [printBlock(block)],
  );

type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

function printBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return printText(block.text) || "\\ ";
    case "code":
      return printCode(block);
    case "table":
      return printTable(block);
    case "list":
      return block.items
        .map((item, index) => printItem(item, block.style === "steps" ? `${index + 1}. ` : "- ", block.style))
        .join(block.items.every(({ length }) => length === 1) ? "\n" : "\n\n");
    case "contents":
      return `.. contents:: ${printText([{ kind: "text", text: block.title }])}\n   :local:\n   :depth: 1`;
    case "picture":
      return `.. image:: ${printable("picture", block.path)}\n   :alt: ${printText([{ kind: "text", text: block.alternative }])}`;
  }
}

function printItem(item: readonly Block[], mark: string, style: Of<"list">["style"]): string {
  const [first, ...more] = printBlocks(item);
  const inner = [style === "tasks" ? `☐ ${first ?? ""}` : (first ?? ""), ...more].join("\n\n");
  return mark + indented(inner, mark.length).trimStart();
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

/** A directive's text begins with its first line that is not blank; readers expand tabs, which would be another text. */
function printCode({ language, text }: Of<"code">): string {
  const lines = codeLines("reStructuredText code", text);
  if (lines.includes("\t")) throw new Unprintable("reStructuredText code", text, "text without tabs");
  return `.. code-block:: ${language}\n\n${indented(lines, 3)}`;
}

/** The one kind of table whose cells may be as long as they are. */
function printTable({ head, rows }: Of<"table">): string {
  const row = (cells: readonly Text[]): string =>
    cells.map((cell, index) => `${index === 0 ? "   * - " : "     - "}${printText(cell)}`.trimEnd()).join("\n");
  return [".. list-table::", "   :header-rows: 1", "", row(head), ...rows.map(row)].join("\n");
}

/** Pieces of markup are set apart by an escaped space, which prints as nothing. */
function printText(text: Text): string {
  let line = "";
  let after = false;
  for (const inline of text) {
    const piece = printInline(inline);
    if (piece.text === "") continue;
    const apart = line !== "" && (piece.markup || after) && !/\s$/.test(line) && !/^\s/.test(piece.text);
    line += apart ? `\\ ${piece.text}` : piece.text;
    after = piece.markup;
  }
  return guarded(line.trim());
}

function printInline(inline: Inline): { text: string; markup: boolean } {
  const text = collapsed(printable("reStructuredText", inline.text));
  const inner = text.trim();
  if (inner === "") return { text, markup: false };
  switch (inline.kind) {
    case "text":
      return { text: escaped(text), markup: false };
    case "code":
      return isLiteral(inner) ? { text: `\`\`${inner}\`\``, markup: true } : { text: escaped(text), markup: false };
    case "link":
      return { text: `\`${escaped(inner)} <${address(inline.url)}>\`__`, markup: true };
  }
}

/** In a literal nothing can be escaped; what would end it early is printed as text. */
const isLiteral = (text: string): boolean => !/``|^`|`$|\\$/.test(text);

const address = (url: string): string =>
  printable("link", url)
    .replace(/[\s<>`\\]/g, encodeURIComponent)
    .replace(/_$/, "\\_");

const escaped = (text: string): string => text.replace(/[\\*`|_[\]<>:"'()~@]/g, escapeOne);

/** Quotes and brackets only matter beside markup, and reading is easier without a backslash before each. */
const escapeOne = (char: string): string => (/["'()[\]<>~:@]/.test(char) ? char : `\\${char}`);

/** What begins a block at the start of a line, or makes the next one literal at its end. */
const guarded = (line: string): string =>
  line
    .replace(/^(?=[^\p{L}\p{N}\\`*\s]|\(?[\p{L}\p{N}]+[.)](?:\s|$))/u, "\\")
    .replace(/^\\+$/, "\\ $&")
    .replace(/::$/, ":\\:");
