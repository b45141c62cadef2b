import type { Problem } from "../problem";
import { faultOf } from "../rule";
import type { VariableDeclaration } from "../schema/variable";

/** What a variable says of itself that means nothing beside the rest: it would be passed over, and nobody told. */
export function contradictions(at: Problem["at"], declared: VariableDeclaration, isSecret: boolean): Problem[] {
  const { example, file, from, issued, kind = "text", map, rule = {}, url } = declared;
  const wrong = (key: string, found: string, expected: string): Problem => ({ at: [...at, key], found, expected });
  const counted = kind === "number" || kind === "list";
  const fault = example === undefined || isSecret ? undefined : faultOf(example, kind, {});
  return [
    ...settledTwice(at, declared),
    ...(map !== undefined && from === undefined
      ? [wrong("map", "`map` without `from`", "the fact that it spells")]
      : []),
    ...(url !== undefined && from === undefined
      ? [wrong("url", "`url` without `from`", 'the fact that is its scheme, such as `from: "db:engine"`')]
      : []),
    ...(["minimum", "maximum"] as const)
      .filter((key) => !counted && rule[key] !== undefined)
      .map((key) => wrong("rule", `\`${key}\` of a ${kind}`, "one of a `number` or a `list`, or `minimumLength`")),
    ...(rule.minimum !== undefined && rule.maximum !== undefined && rule.minimum > rule.maximum
      ? [wrong("rule", `\`minimum\` ${rule.minimum} above \`maximum\` ${rule.maximum}`, "a value between them")]
      : []),
    ...(["issued", "file"] as const)
      .filter((key) => !isSecret && { file, issued }[key] !== undefined)
      .map((key) => wrong(key, `\`${key}\` of a ${kind}`, 'one of `kind: "secret"`')),
    ...(fault === undefined
      ? []
      : [wrong("example", `\`${example}\`, which ${fault}`, "a value that its kind allows")]),
    ...(isSecret && example !== undefined
      ? [wrong("example", "an example of a secret", "none: whoever copies it would have everybody's")]
      : []),
  ];
}

/** What follows from who ends TLS may be said beside, and is compared with it. */
function settledTwice(at: Problem["at"], declared: VariableDeclaration): Problem[] {
  const said = (["value", "template", "from", "default"] as const).filter((key) => declared[key] !== undefined);
  const [first, ...more] = said;
  if (declared.front !== undefined) return [];
  return more.map((key) => ({
    at: [...at, key],
    found: `\`${key}\` beside \`${first}\``,
    expected: "one of them",
    why: `\`${first}\` settles it.`,
  }));
}
