/** What stands between a pair of marks. Offsets are of the text between them, without the lines of the marks. */
export interface Marked {
  readonly name: string;
  readonly body: string;
  readonly from: number;
  readonly to: number;
  /** With the lines of its marks. */
  readonly whole: { readonly from: number; readonly to: number };
}

/** How a language of documents says what its readers do not see. */
const comments = {
  md: { open: "<!-- ", close: " -->", line: /^<!-- quaywright: ([a-z-]+) -->\s*$/ },
  rst: { open: ".. ", close: "", line: /^\.\. quaywright: ([a-z-]+)\s*$/ },
} as const;

const languageOf = (path: string) => comments[path.endsWith(".rst") ? "rst" : "md"];

/** The line that opens a part; `end` closes it. */
export const markOf = (path: string, name: string): string => {
  const { close, open } = languageOf(path);
  return `${open}quaywright: ${name}${close}`;
};

/** The marked parts of a document, and what is wrong with its marks. What is shown as code is no mark. */
export function readMarks(path: string, text: string): { parts: readonly Marked[]; faults: readonly string[] } {
  const { line: pattern } = languageOf(path);
  const parts: Marked[] = [];
  const faults: string[] = [];
  let opened: (Pick<Marked, "name" | "from"> & { readonly start: number }) | undefined;
  let fenced = false;
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const start = at;
    at += line.length;
    if (opened === undefined && /^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const name = fenced ? undefined : pattern.exec(line)?.[1];
    if (name === undefined) continue;
    const said = `\`${line.trim()}\``;
    if (name === "end" && opened === undefined) {
      faults.push(`${said} closes nothing`);
    } else if (name === "end" && opened !== undefined) {
      const { from, name: inner } = opened;
      parts.push({
        name: inner,
        body: text.slice(from, start),
        from,
        to: start,
        whole: { from: opened.start, to: at },
      });
      opened = undefined;
    } else if (opened !== undefined) {
      faults.push(`${said} stands inside of \`${opened.name}\``);
    } else {
      if (parts.some((part) => part.name === name)) faults.push(`${said} stands there twice`);
      opened = { name, start, from: at };
    }
  }
  if (opened !== undefined)
    faults.push(`\`${opened.name}\` is opened, but nowhere closed by \`${markOf(path, "end")}\``);
  return { parts, faults };
}
