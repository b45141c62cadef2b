import type { SyntaxNode } from "@lezer/common";
import { parsePython } from "./program-python";

/**
 * The names that a module of Python may have, each that its own lines know; undefined where it gets others from
 * elsewhere, or where its text is not understood.
 */
export function moduleNames(text: string): ReadonlySet<string> | undefined {
  if (/\b(globals|locals|vars|setattr|exec)\(|__dict__|\b__getattr__\b|\bsys\.modules\b/.test(text)) return undefined;
  const names = new Set<string>();
  let open = false;
  parsePython(text).iterate({
    enter({ from, name, node, to, type }) {
      if (type.isError || (name === "*" && node.parent?.name === "ImportStatement")) open = true;
      if (name === "ScopeStatement" || name === "VariableName") {
        for (const word of text.slice(from, to).split(/[\s,]+/)) names.add(word);
      }
      // names of a function's own are nobody else's, unless it says so
      return !isOwnBody(node) || /\bglobal\b/.test(text.slice(from, to));
    },
  });
  return open ? undefined : names;
}

const isOwnBody = ({ name, parent }: SyntaxNode): boolean =>
  name === "ParamList" ||
  (name === "Body" && (parent?.name === "FunctionDefinition" || parent?.name === "ClassDefinition"));
