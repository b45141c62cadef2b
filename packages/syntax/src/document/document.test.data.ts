import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { type Block, code, type Document, type Inline, list, paragraph, prose, type Section, type table } from ".";
import { collapsed } from "./nodes";

/** A document as plain data: what every reader of either language must find in it. */
export type Found = readonly [kind: string, text: string][];

const trimmed = (text: string): string => collapsed(text).trim();

/** What remains of texts that no document can hold. */
const possible = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  !/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\u00a0\p{Surrogate}]/u.test(text) && trimmed(text) !== "";

const text = fc
  .oneof(
    fc.constantFrom(...awkwardTexts),
    awkwardText,
    fc.constantFrom("1. a", "a) b", "(iv) c", "- d", "e::", "::", "..", ".. f::", "====", "h_", "`i`_", "|j|", "[k]_"),
    fc.constantFrom(
      "*l*",
      "**m**",
      "# n",
      "+ o",
      "> p",
      ":q: r",
      "~~s~~",
      "<t>",
      "&amp;",
      "http://u.v",
      "w@x.y",
      "a ` b",
    ),
    fc.constantFrom(">>> z", "-a  b", "--long=x  y", "/V  z", "| line", "__ anonymous", "!["),
  )
  .filter(possible);

const inline = fc.oneof(
  text.map((each): Inline => ({ kind: "text", text: each })),
  text.map((each): Inline => ({ kind: "code", text: each })),
  fc
    .tuple(text, fc.constantFrom("a.md", "https://a.b/c_d?e=f&g=(h)#i", "x y.md", "https://a.b/c_"))
    .map(([each, url]): Inline => ({ kind: "link", text: each, url })),
);
const run = fc.array(inline, { minLength: 1, maxLength: 4 });
const codeText = text.filter((each) => !each.includes("\t"));
const leaf = fc.oneof(
  run.map((each): Block => paragraph(each)),
  codeText.map((each): Block => code(each)),
  fc.tuple(text, text, fc.array(fc.tuple(run, run), { minLength: 1, maxLength: 3 })).map(([one, two, rows]): Block => {
    const cell = (each: string): Inline[] => [{ kind: "text", text: each }];
    return { kind: "table", head: [cell(one), cell(two)], rows } as Block & ReturnType<typeof table>;
  }),
);
const block = fc.oneof(
  { weight: 3, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom("bullets" as const, "steps" as const, "tasks" as const),
        fc.array(
          fc.tuple(run, fc.array(leaf, { maxLength: 2 })).map(([first, more]) => [paragraph(first), ...more]),
          { minLength: 1, maxLength: 3 },
        ),
      )
      .map(([style, items]) => list(style, items)),
  },
);
const section: fc.Arbitrary<Section> = fc.record({
  title: text,
  blocks: fc.array(block, { maxLength: 3 }),
  sections: fc.constant([]),
});

export const anyDocument: fc.Arbitrary<Document> = fc.record({
  title: text,
  blocks: fc.array(block, { maxLength: 3 }),
  sections: fc.array(section, { maxLength: 2 }),
});

const plain = (run: readonly Inline[]): string => trimmed(run.map(({ text: each }) => each).join(""));
const codesOf = (run: readonly Inline[]): Found =>
  run.flatMap(({ kind, text: each }) => (kind === "code" ? [["code", trimmed(each)] as [string, string]] : []));

/** The texts of a document in their order; spaces, which pieces of markup may lose at their ends, do not count. */
export const textsOf = ({ title, blocks, sections }: Document): Found => [
  ["heading", plain(prose(title))],
  ...blocks.flatMap(ofBlock),
  ...sections.flatMap((each): Found => [["heading", plain(prose(each.title))], ...each.blocks.flatMap(ofBlock)]),
];

function ofBlock(each: Block): Found {
  switch (each.kind) {
    case "paragraph":
      return [["text", plain(each.text)]];
    case "code":
      return [["block", each.text.replace(/^(?:[^\S\n]*\n)+|\s+$/g, "")]];
    case "table":
      return [...each.head, ...each.rows.flat()].map((cell) => ["text", plain(cell)]);
    case "list":
      return each.items.flatMap((item) => item.flatMap(ofBlock));
    case "contents":
    case "picture":
      return [];
  }
}

export const withoutSpaces = (found: Found): Found => found.map(([kind, each]) => [kind, each.replace(/\s+/g, "")]);
export { codesOf };
