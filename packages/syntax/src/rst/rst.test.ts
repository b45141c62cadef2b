import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { anyDocument, type Found, textsOf, withoutSpaces } from "../document/document.test.data";
import { print } from ".";

const python = process.env.PYTHON ?? "python3";
const docutils = spawnSync(python, ["-c", "import docutils"]).status === 0;
if (!docutils) process.stderr.write(`${python} has no docutils: what needs it is skipped.\n`);

/** Reads documents from a list in JSON, and gives what docutils finds in each, and what it complains about. */
const program = `
import io, json, sys
from docutils import nodes
from docutils.core import publish_doctree
answers = []
for text in json.load(sys.stdin):
    errors = io.StringIO()
    tree = publish_doctree(text, settings_overrides={"warning_stream": errors, "report_level": 2, "halt_level": 5, "doctitle_xform": False, "smart_quotes": False})
    found = []
    for node in tree.findall():
        if isinstance(node.parent, nodes.system_message): continue
        if isinstance(node, nodes.title): found.append(["heading", node.astext()])
        elif isinstance(node, nodes.literal_block): found.append(["block", node.astext()])
        elif isinstance(node, nodes.paragraph): found.append(["text", node.astext()])
    answers.append({"found": found, "errors": errors.getvalue()})
json.dump(answers, sys.stdout)
`;

function read(texts: readonly string[]): { found: Found; errors: string }[] {
  const { status, stdout, stderr } = spawnSync(python, ["-c", program], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const unmarked = (found: Found): Found => found.map(([kind, text]) => [kind, text.replace(/^☐/, "")]);

(docutils ? test : test.skip)("docutils reads back every text in its place, without a complaint", () => {
  const documents = fc.sample(anyDocument, 300);
  const texts = documents.map(print);
  const answers = read(texts);
  documents.forEach((document, index) => {
    const { errors, found } = answers[index]!;
    const wanted = unmarked(withoutSpaces(textsOf(document)));
    expect({ text: texts[index], errors, found: unmarked(withoutSpaces(found)) }).toEqual({
      text: texts[index],
      errors: "",
      found: wanted,
    });
  });
});
