import type { Tree } from "@lezer/common";
import { beside, blanked, insideQuotes, isWord, type Span, wordsIn } from "./blanks";
import type { Program } from "./program";

/** It goes on after what it does not understand; it is not loaded where there is nothing to parse. */
const parse = (text: string, dialect: string): Tree =>
  (require("@lezer/javascript") as typeof import("@lezer/javascript")).parser.configure({ dialect }).parse(text);

/** Of JavaScript and TypeScript: names are taken apart in many ways, so that any word of the code may ask. */
export function scriptProgram(path: string, text: string): Program {
  const remarks: Span[] = [];
  const strings: Span[] = [];
  parse(text, dialectOf(path)).iterate({
    enter({ from, name, node, to }) {
      if (name === "LineComment" || name === "BlockComment") remarks.push([from, to]);
      if (name === "JSXText" || name === "RegExp") strings.push([from, to]);
      if ((name === "String" && !isWord(text.slice(from, to))) || name === "TemplateString") {
        const code = node.getChildren("Interpolation").map((each): Span => [each.from, each.to]);
        strings.push(...beside(insideQuotes(text, [from, to]), code));
      }
    },
  });
  return { code: blanked(text, [...remarks, ...strings]), names: new Set(wordsIn(blanked(text, remarks))) };
}

/** `<T>x` is a cast where there is no markup. */
const dialectOf = (path: string): string => (/\.[cm]?ts$/.test(path) ? "ts" : /\.tsx$/.test(path) ? "ts jsx" : "jsx");
