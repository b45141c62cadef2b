import type { Directive } from "../recover/nginx/nodes";

const given =
  /^(arg_\w+|args|query_string|http_(?!host$)\w+|cookie_\w+|request_uri|uri|document_uri|request_body|is_args)$/;
const variables = /\$(?:\{(\w+)\}|(\w+))/g;

/** The variables of a text with what `set` and captures make of them: names that a visitor chooses, and patterns they match. */
export function visitorsPart(
  text: string,
  at: Directive,
  depth = 0,
): { readonly name: string; readonly pattern?: string; readonly index: number }[] {
  if (depth > 5) return [];
  return [...text.matchAll(variables)].flatMap(({ 1: braced, 2: bare, index }) => {
    const name = (braced ?? bare)!;
    const capture = captureOf(name, at);
    if (capture !== undefined) return [{ name, pattern: capture, index }];
    if (given.test(name)) return [{ name, index }];
    const set = setOf(name, at);
    return set === undefined
      ? []
      : visitorsPart(set.args[1]?.value ?? "", set, depth + 1).flatMap((found) =>
          beginsPath(found, set.args[1]?.value ?? "") ? [] : [{ ...found, index }],
        );
  });
}

/** The nearest `set` of a variable that stands before or around a directive. */
function setOf(name: string, at: Directive): Directive | undefined {
  for (let level = at.parent; level !== undefined; level = level.parent) {
    const found = level.block
      ?.filter((each) => each.name === "set" && each.args[0]?.value === `$${name}` && each !== at)
      .at(-1);
    if (found !== undefined) return found;
  }
  return at.file.directives.find((each) => each.name === "set" && each.args[0]?.value === `$${name}`);
}

/** The pattern of the group that a variable stands for. */
function captureOf(name: string, at: Directive): string | undefined {
  for (let level: Directive | undefined = at; level !== undefined; level = level.parent) {
    const isPattern =
      (level.name === "location" && level.args[0]?.value.startsWith("~")) || level.name === "server_name";
    const pattern = level.name === "rewrite" ? level.args[0]?.value : isPattern ? level.args.at(-1)?.value : undefined;
    const group = pattern === undefined ? undefined : groupOf(pattern, name);
    if (group !== undefined) return group;
  }
  return undefined;
}

function groupOf(pattern: string, name: string): string | undefined {
  let number = 0;
  for (const { index } of pattern.matchAll(/\\.|\((?!\?[:=!])/g)) {
    if (pattern[index] !== "(") continue;
    number += 1;
    const named = /^\(\?P?<(\w+)>/.exec(pattern.slice(index))?.[1];
    if (named === name || String(number) === name) return groupText(pattern, index);
  }
  return undefined;
}

function groupText(pattern: string, start: number): string {
  let depth = 0;
  for (let at = start; at < pattern.length; at += 1) {
    if (pattern[at] === "\\") at += 1;
    else if (pattern[at] === "(") depth += 1;
    else if (pattern[at] === ")") {
      depth -= 1;
      if (depth === 0) return pattern.slice(start, at + 1);
    }
  }
  return pattern.slice(start);
}

/** Whether a group matches a line end: what is not a point, and not one of the listed. */
export function matchesLineEnd(group: string): boolean {
  const classes = group.replace(/\[(\^?)((?:\\.|[^\]\\])*)\]/g, (_, negated: string, inside: string) =>
    (negated === "^") !== /\\[nrs]/.test(inside) ? "\\s" : "x",
  );
  return /\\[WDs]/.test(classes);
}

/** A group of which every alternative is written out: nothing that a visitor could choose. */
export const isFixed = (group: string): boolean =>
  /^\((\?P?<\w+>|\?:)?[\w\-/|?]+\)$/.test(group) && !/\\|\./.test(group);

/** What begins with a slash ends the host that stands before it. */
export const beginsPath = (
  { index, name, pattern }: { readonly index: number; readonly name: string; readonly pattern?: string },
  text: string,
): boolean =>
  index > 0 &&
  !text.slice(0, index).endsWith("/") &&
  (/^(request_uri|uri|document_uri|args|is_args|query_string)$/.test(name) || pattern?.startsWith("(/") === true);
