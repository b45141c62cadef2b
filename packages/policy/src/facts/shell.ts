import { type Place, place } from "../place";
import type { Script } from "../recover/script";
import { parseShell, visit } from "../recover/shell/commands";

/** What of a script only bash understands. */
export function bashisms({ source }: Script): { readonly at: Place; readonly what: string }[] {
  const found: { at: Place; what: string }[] = [];
  const ast = parseShell(source.text);
  const add = (node: { pos: number; end: number }, what: string) =>
    void found.push({ at: place(source, node.pos, Math.min(node.end, node.pos + 60)), what });
  visit(ast, (node) => {
    if (node.type === "TestCommand") add(node, "`[[`");
    else if (node.type === "ArrayValue") add(node, "An array");
    else if (node.type === "ParameterExpansion" && node.prefix === "!") add(node, "`${!x}`");
    else if (node.type === "ParameterExpansion" && node.operation?.type === "Replace") add(node, "`${x/a/b}`");
    else if (node.type === "ParameterExpansion" && node.operation?.type === "CaseModification") add(node, "`${x^^}`");
    else if (node.type === "ParameterExpansion" && node.index !== undefined) add(node, "`${x[0]}`");
    else if (node.type === "HereString") add(node, "`<<<`");
    else if (node.type === "ProcessSubstitution") add(node, "`<(…)`");
    else if (node.type === "Function" && source.text.startsWith("function", node.pos)) add(node, "function `f`");
    else if (node.type === "Command" && node.name?.value === "source")
      add(node, "source, which other shells call `.`,");
    else if (
      node.type === "Command" &&
      node.name?.value === "[" &&
      node.suffix.some((word: { value?: string }) => word.value === "==")
    )
      add(node, "== in `[`");
    else if (node.type === "ArithmeticCommand" || node.type === "ArithmeticFor") add(node, "`((…))`");
    return undefined;
  });
  return found;
}

/** The text of the loop that an offset lies in. */
export function loopAround(text: string, at: number): string | undefined {
  const start = Math.max(text.lastIndexOf("while", at), text.lastIndexOf("until", at));
  const end = text.indexOf("done", at);
  return start < 0 || end < 0 ? undefined : text.slice(start, end);
}
