import { posix } from "node:path";
import type { HandbookPage, Part, Stack } from "@quaywright/model";
import { document, markdown, rst } from "@quaywright/syntax";
import { makers } from "./parts";
import { overview } from "./sections/overview";
import { drawn } from "./topology";
import { type View, viewOf } from "./view";
import * as words from "./words/page";

/** A file of the handbook: all of it, or in a person's file what stands between each pair of marks. */
export type HandbookFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly parts: readonly { readonly name: Part; readonly text: string }[] };

/** The pages that a declaration names, and their pictures, in path order. Pure: writing them is someone else's job. */
export function renderHandbook(stacks: readonly Stack[]): HandbookFile[] {
  const view = viewOf(stacks);
  if (view === undefined) return [];
  const files = view.main.pages.flatMap((page) => [
    page.marked ? renderMarked(page, view) : renderPage(page, view),
    ...(hasPicture(page) ? [{ path: pictureOf(page, view), text: drawn(view.main) }] : []),
  ]);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function renderPage(page: HandbookPage, view: View): HandbookFile {
  const { name } = view.main;
  const sections = page.parts.flatMap((part) => sectionOf(part, page, view) ?? []);
  const [first] = sections;
  const single = sections.length === 1 && first !== undefined;
  const whole: document.Document = single
    ? first
    : {
        title: words.title(name),
        blocks: [document.paragraph(words.intro(name)), contents(page, sections)].flat(),
        sections,
      };
  return page.format === "rst"
    ? { path: page.path, text: `.. ${words.marker}\n\n${rst.print(whole)}` }
    : { path: page.path, text: `<!-- ${words.marker} -->\n\n${markdown.print(whole)}` };
}

function contents(page: HandbookPage, sections: readonly document.Section[]): document.Block[] {
  if (page.format === "rst") return [{ kind: "contents", title: words.contents }];
  return [
    document.list(
      "bullets",
      sections.map(({ title }) => [document.paragraph([{ kind: "link", text: title, url: markdown.anchorOf(title) }])]),
    ),
  ];
}

/** Headings of a part are one below that of the file they stand in. */
const renderMarked = (page: HandbookPage, view: View): HandbookFile => ({
  path: page.path,
  parts: page.parts.flatMap((name) => {
    const section = sectionOf(name, page, view);
    if (section === undefined) return [];
    return [{ name, text: (page.format === "rst" ? rst : markdown).printPart([section], 2) }];
  }),
});

const sectionOf = (part: Part, page: HandbookPage, view: View): document.Section | undefined =>
  part === "overview"
    ? overview(view, hasPicture(page) ? posix.basename(pictureOf(page, view)) : undefined)
    : makers[part](view);

/** Markdown is drawn by its reader. */
const hasPicture = ({ format, parts }: HandbookPage): boolean => format === "rst" && parts.includes("overview");

const pictureOf = ({ path }: HandbookPage, { main }: View): string =>
  path.replace(/\.rst$/, `-${main.environment}.svg`);
