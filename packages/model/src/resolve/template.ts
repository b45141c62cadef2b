import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { VariableDeclaration } from "../schema/variable";
import type { Variable } from "../stack";

/** Texts, and between each two of them a variable's name. */
export function partsOf(template: string): string[] {
  const parts = [""];
  for (const [piece, name] of template.matchAll(/\{([A-Za-z_]\w*)\}|\{\{|[^{]+|\{/g)) {
    if (name !== undefined) parts.push(name, "");
    else parts.push(parts.pop()! + (piece === "{{" ? "{" : piece));
  }
  return parts;
}

/** The variables that a template is put together from. */
export const namesIn = (parts: readonly string[]): string[] => parts.filter((_, index) => index % 2 === 1);

export const holdsSecret = ({ source }: Variable, all: readonly Variable[]): boolean =>
  source.kind === "template" &&
  namesIn(source.parts).some((name) => all.some((each) => each.name === name && each.kind === "secret"));

/** A template that has no way to be put together. */
export function brokenTemplate(
  at: Problem["at"],
  { phase, template = "" }: VariableDeclaration,
  shape: ServiceShape | undefined,
): Problem[] {
  const { of, variables = {} } = shape ?? {};
  const place = [...at, "template"];
  const names = namesIn(partsOf(template));
  if (phase === "build") {
    return [
      { at: place, found: "a template of a variable that is read at build", expected: "one that is read at run" },
    ];
  }
  if (shape?.build?.written !== undefined || (shape?.build === undefined && of === undefined)) {
    const why = "It is put together by an entrypoint of ours.";
    const image = shape?.build === undefined ? "an image that is pulled" : "an image whose Dockerfile is not generated";
    return [{ at: place, found: `a template for ${image}`, expected: "its own value", why }];
  }
  if (names.length === 0) {
    return [{ at: place, found: "a text without a variable", expected: "`value`, or a name as `{NAME}`" }];
  }
  return names.flatMap((name): Problem[] => {
    const part = variables[name];
    const known = Object.keys(variables).filter((each) => each !== at.at(-1));
    if (part === undefined) {
      const suggestion = nearest(name, known);
      return [
        {
          at: place,
          found: `variable \`${name}\``,
          expected: "one of the variables of the same service",
          ...(suggestion !== undefined && { suggestion }),
        },
      ];
    }
    if (typeof part === "string" || part.template === undefined) return [];
    return [{ at: place, found: `variable \`${name}\`, a template itself`, expected: "its parts" }];
  });
}
