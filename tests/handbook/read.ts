import { spawnSync } from "node:child_process";
import MarkdownIt from "markdown-it";

/** What a page says that can be true or false. */
export interface Said {
  /** Lines for a shell. */
  readonly commands: readonly string[];
  /** Names, paths, values: what stands in code within a sentence. */
  readonly codes: readonly string[];
  readonly links: readonly string[];
  /** Numbers that stand in a sentence or a cell, outside of code. */
  readonly numbers: readonly string[];
  readonly headings: readonly string[];
}

const markdown = new MarkdownIt({ html: true });

export function readMarkdown(page: string): Said {
  const tokens = markdown.parse(page, {});
  const inner = tokens.flatMap(({ children }) => children ?? []);
  return {
    commands: tokens.flatMap(({ content, info, type }) => (type === "fence" && info === "sh" ? lines(content) : [])),
    codes: inner.flatMap(({ content, type }) => (type === "code_inline" ? [content] : [])),
    numbers: inner.flatMap(({ content, type }) => (type === "text" ? numbersIn(content) : [])),
    links: inner.flatMap((token) => (token.type === "link_open" ? [String(token.attrGet("href"))] : [])),
    headings: tokens.flatMap(({ type }, index) =>
      type === "heading_open" ? [(tokens[index + 1]?.children ?? []).map(({ content }) => content).join("")] : [],
    ),
  };
}

/** Such as `2.5` or `137`, but not the digits of a name, of a version's second half or of `64-bit`. */
const numbersIn = (text: string): string[] => text.match(/(?<![\w.])\d+(?:\.\d+)?(?![\w]|-bit)/g) ?? [];

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

export const python = process.env.PYTHON ?? "python3";
export const hasDocutils = spawnSync(python, ["-c", "import docutils"]).status === 0;
if (!hasDocutils) process.stderr.write(`${python} has no docutils: what needs it is skipped.\n`);

const program = `
import io, json, sys
from docutils import nodes
from docutils.core import publish_doctree
errors = io.StringIO()
tree = publish_doctree(sys.stdin.read(), settings_overrides={"warning_stream": errors, "report_level": 1, "halt_level": 5, "doctitle_xform": False, "smart_quotes": False, "syntax_highlight": "none"})
blocks = [n for n in tree.findall(nodes.literal_block) if "sh" in n["classes"]]
json.dump({
    "commands": [line for n in blocks for line in n.astext().split("\\n") if line.strip()],
    "codes": [n.astext() for n in tree.findall(nodes.literal)],
    "texts": [n.astext() for n in tree.findall(nodes.Text) if not isinstance(n.parent, (nodes.literal, nodes.literal_block, nodes.comment))],
    "links": [n["refuri"] for n in tree.findall(nodes.reference) if "refuri" in n] + [n["uri"] for n in tree.findall(nodes.image)],
    "headings": [n.astext() for n in tree.findall(nodes.title)],
    "errors": errors.getvalue(),
}, sys.stdout)
`;

export function readRst(page: string): Said & { readonly errors: string } {
  const { status, stderr, stdout } = spawnSync(python, ["-c", program], { input: page, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const { texts, ...said } = JSON.parse(stdout) as Said & { errors: string; texts: string[] };
  return { ...said, numbers: texts.flatMap(numbersIn) };
}
