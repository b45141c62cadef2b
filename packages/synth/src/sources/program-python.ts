import type { SyntaxNode, Tree } from "@lezer/common";
import { beside, blanked, insideQuotes, isWord, type Span, wordsIn } from "./blanks";
import type { Program } from "./program";

/** A parser that goes on after what it does not understand; it is not loaded where there is nothing to parse. */
export const parsePython = (text: string): Tree =>
  (require("@lezer/python") as typeof import("@lezer/python")).parser.parse(text);

/**
 * A name counts where it may be asked for: in a string, after a dot, as a field of a class. A setting that is set
 * without being read does not, unless the program goes through its own names.
 */
export function pythonProgram(text: string): Program {
  const spans: Span[] = [];
  const names = new Set<string>();
  parsePython(text).iterate({
    enter({ from, name, node, to }) {
      const literal = text.slice(from, to);
      if (name === "Comment" || isDocumentation(node)) {
        spans.push([from, to]);
        return false;
      }
      if (name === "String" || name === "FormatString") {
        for (const word of wordsIn(literal)) names.add(word);
        const code = node.getChildren("FormatReplacement").map((each): Span => [each.from, each.to]);
        if (!isWord(literal)) spans.push(...beside(insideQuotes(text, [from, to]), code));
      }
      if (name === "PropertyName" && !isSetting(node, text)) names.add(literal);
      const field = fieldOf(node, text);
      if (field !== undefined) names.add(field).add(field.toUpperCase());
      return undefined;
    },
  });
  const code = blanked(text, spans);
  if (/\benviron\b/.test(code) && /\b(globals|locals|vars|setattr)\(|__dict__/.test(code)) {
    for (const word of wordsIn(code)) names.add(word);
  }
  return { code, names };
}

/** A string that stands for itself: https://docs.python.org/3/glossary.html#term-docstring */
const isDocumentation = ({ firstChild, name }: SyntaxNode): boolean =>
  name === "ExpressionStatement" &&
  firstChild !== null &&
  /^(String|ContinuedString)$/.test(firstChild.name) &&
  firstChild.nextSibling === null;

/** `settings.DEBUG` of Django is what its settings say, wherever they have it from. */
const isSetting = ({ parent }: SyntaxNode, text: string): boolean =>
  /^settings\b/.test(text.slice(parent?.from, parent?.to)) && /\bfrom django\.conf import\b/.test(text);

/** Named in the body of a class, as a field of settings is. */
function fieldOf({ firstChild, name, parent }: SyntaxNode, text: string): string | undefined {
  if (name !== "AssignStatement" || parent?.parent?.name !== "ClassDefinition") return undefined;
  return firstChild?.name === "VariableName" ? text.slice(firstChild.from, firstChild.to) : undefined;
}
