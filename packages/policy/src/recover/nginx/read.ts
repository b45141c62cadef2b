import { type Fact, place, type Source } from "../../place";
import type { Directive, NginxFile } from "./nodes";

type Building = Omit<Directive, "block"> & { block?: Directive[] };

/** An nginx configuration, as nginx reads it: https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c */
export function readNginx(source: Source): NginxFile {
  const directives: Directive[] = [];
  const faults: { at: ReturnType<typeof place>; says: string }[] = [];
  const file: NginxFile = { kind: "nginx-file", source, path: source.path, directives, faults };
  const { text } = source;
  const open: Building[] = [];
  let words: Fact<string>[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const fault = (start: number, end: number, says: string) => void faults.push({ at: place(source, start, end), says });
  const add = (end: number, isBlock: boolean): Building | undefined => {
    const [name, ...args] = words;
    words = [];
    if (name === undefined) return undefined;
    const parent = open.at(-1);
    const found: Building = {
      name: name.value,
      nameAt: name.at,
      at: place(source, name.at.start, end),
      args,
      file,
      ...(parent && { parent: parent as Directive }),
      ...(isBlock && { block: [] }),
    };
    (parent?.block ?? directives).push(found as Directive);
    return found;
  };
  while (at < text.length) {
    const char = text[at]!;
    if (char === " " || char === "\t" || char === "\n" || char === "\r") at += 1;
    else if (char === "#") at = lineEnd(text, at);
    else if (char === ";") {
      if (words.length === 0) fault(at, at + 1, "unexpected `;`");
      else add(at + 1, false);
      at += 1;
    } else if (char === "{") {
      const block = add(at + 1, true);
      if (block === undefined) fault(at, at + 1, "unexpected `{`");
      else if (/_by_lua_block$/.test(block.name)) {
        at = luaEnd(text, at + 1);
        continue;
      } else open.push(block);
      at += 1;
    } else if (char === "}") {
      if (words.length > 0)
        fault(words[0]!.at.start, words.at(-1)!.at.end, `\`${words[0]!.value}\` is not ended by \`;\``);
      words = [];
      if (open.pop() === undefined) fault(at, at + 1, "unexpected `}`");
      at += 1;
    } else if (char === '"' || char === "'") {
      const start = at;
      for (at += 1; at < text.length && text[at] !== char; at += 1) if (text[at] === "\\") at += 1;
      if (at >= text.length) fault(start, Math.min(lineEnd(text, start), text.length), "the quote is never closed");
      at = Math.min(at + 1, text.length);
      words.push({ value: text.slice(start + 1, at - 1).replace(/\\(["'\\])/g, "$1"), at: place(source, start, at) });
    } else {
      const start = at;
      while (at < text.length && !/[ \t\r\n;{]/.test(text[at]!)) {
        if (text[at] === "\\") at += 1;
        else if (text[at] === "$" && text[at + 1] === "{") at += 1;
        at += 1;
      }
      at = Math.min(at, text.length);
      // inside a regular expression `{` begins a count, as nginx itself wants it quoted only before blanks
      words.push({ value: text.slice(start, at), at: place(source, start, at) });
    }
  }
  if (words.length > 0) fault(words[0]!.at.start, words.at(-1)!.at.end, `\`${words[0]!.value}\` is not ended by \`;\``);
  for (const block of open) fault(block.at.start, block.at.end, `the block of \`${block.name}\` is never closed`);
  return file;
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

/** Past the brace that ends a block of Lua, in which strings and comments may hold braces. */
function luaEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' || char === "'") {
      for (at += 1; at < text.length && text[at] !== char && text[at] !== "\n"; at += 1) if (text[at] === "\\") at += 1;
    } else if (char === "-" && text[at + 1] === "-") at = lineEnd(text, at);
    else if (char === "{") depth += 1;
    else if (char === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
