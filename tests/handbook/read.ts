import { spawnSync } from "node:child_process";
import MarkdownIt from "markdown-it";

/** What a page says that can be true or false. */
export interface Said {
  /** Lines for a shell. */
  readonly commands: readonly string[];
  /** Names, paths, values: what stands in code within a sentence. */
  readonly codes: readonly string[];
  readonly links: readonly string[];
  readonly headings: readonly string[];
}

const markdown = new MarkdownIt({ html: true });

export function readMarkdown(page: string): Said {
  const tokens = markdown.parse(page, {});
  const inner = tokens.flatMap(({ children }) => children ?? []);
  return {
    commands: tokens.flatMap(({ content, info, type }) => (type === "fence" && info === "sh" ? lines(content) : [])),
    codes: inner.flatMap(({ content, type }) => (type === "code_inline" ? [content] : [])),
    links: inner.flatMap((token) => (token.type === "link_open" ? [String(token.attrGet("href"))] : [])),
    headings: tokens.flatMap(({ type }, index) =>
      type === "heading_open" ? [(tokens[index + 1]?.children ?? []).map(({ content }) => content).join("")] : [],
    ),
  };
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

const python = process.env.PYTHON ?? "python3";
export const hasDocutils = spawnSync(python, ["-c", "import docutils"]).status === 0;
if (!hasDocutils) process.stderr.write(`${python} has no docutils: what needs it is skipped.\n`);

const program = `
import io, json, sys
from docutils import nodes
from docutils.core import publish_doctree
errors = io.StringIO()
tree = publish_doctree(sys.stdin.read(), settings_overrides={"warning_stream": errors, "report_level": 1, "halt_level": 5, "doctitle_xform": False, "smart_quotes": False})
blocks = [n for n in tree.findall(nodes.literal_block) if "sh" in n["classes"]]
json.dump({
    "commands": [line for n in blocks for line in n.astext().split("\\n") if line.strip()],
    "codes": [n.astext() for n in tree.findall(nodes.literal)],
    "links": [n["refuri"] for n in tree.findall(nodes.reference) if "refuri" in n] + [n["uri"] for n in tree.findall(nodes.image)],
    "headings": [n.astext() for n in tree.findall(nodes.title)],
    "errors": errors.getvalue(),
}, sys.stdout)
`;

export function readRst(page: string): Said & { readonly errors: string } {
  const { status, stderr, stdout } = spawnSync(python, ["-c", program], { input: page, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
