import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { paragraph } from "../document";
import { anyDocument, type Found, textsOf, withoutSpaces } from "../document/document.test.data";
import { anchorOf, print } from ".";

const reader = new MarkdownIt("default", { html: true, linkify: false });

/** What markdown-it finds: the text of each heading, paragraph, cell and block of code. */
function read(text: string): Found {
  const found: [string, string][] = [];
  let heading = false;
  for (const token of reader.parse(text, {})) {
    if (token.type === "heading_open") heading = true;
    if (token.type === "heading_close") heading = false;
    if (token.type === "html_block") found.push(["html", token.content]);
    if (token.type === "fence" || token.type === "code_block") found.push(["block", token.content.replace(/\n$/, "")]);
    if (token.type === "inline") {
      const inner = (token.children ?? []).map(({ type, content }) => (type === "softbreak" ? " " : content)).join("");
      found.push([heading ? "heading" : "text", inner.trim()]);
    }
  }
  return found;
}

const untasked = (found: Found): Found => found.map(([kind, text]) => [kind, text.replace(/^(\[\])+/, "")]);

test("markdown-it reads back every text in its place", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(untasked(withoutSpaces(read(print(document))))).toEqual(untasked(withoutSpaces(textsOf(document))));
    }),
    { numRuns: 1500 },
  );
});

test("code comes out as code", () => {
  const texts = ["a|b", "``", "`", " x ", "a`b", "$HOME *x*"];
  const document = { title: "t", blocks: texts.map((text) => paragraph([{ kind: "code", text }])), sections: [] };
  const codes = reader
    .parse(print(document), {})
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "code_inline");
  expect(codes.map(({ content }) => content)).toEqual(texts);
});

test("a heading is linked to as GitHub does", () => {
  expect(anchorOf("Backup, restore & the drill")).toBe("#backup-restore--the-drill");
});
