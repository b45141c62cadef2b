import type { Problem } from "../problem";
import type { Spelling, VariableDeclaration } from "../schema/variable";
import type { Variable } from "../stack";

/** A value as its reader has it. */
export function asSpelled(value: string, { false: no, separator, true: yes }: Spelling = {}): string {
  if (value === "") return value;
  if (separator !== undefined) {
    const items = value.split(",").flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
    return separator === "json" ? JSON.stringify(items) : items.join(separator);
  }
  if (/^(1|true|yes|on)$/i.test(value)) return yes ?? value;
  return /^(0|false|no|off)$/i.test(value) ? (no ?? value) : value;
}

/** A spelling that says nothing of its kind, or cannot be told from a variable that is not set. */
export function brokenSpelling(
  at: Problem["at"],
  { default: given, kind = "text", phase, spelled = {} }: VariableDeclaration,
  source: Variable["source"],
): Problem[] {
  const { false: no, scheme, separator, true: yes } = spelled;
  if (scheme !== undefined) {
    const alone = Object.keys(spelled).length === 1 && kind === "secret";
    return alone
      ? []
      : [{ at: [...at, "scheme"], found: `a scheme of a ${kind}`, expected: "one of a `secret` alone" }];
  }
  const boolean = yes !== undefined && no !== undefined && yes !== no && separator === undefined;
  const list = separator !== undefined && yes === undefined && no === undefined;
  if (kind !== "boolean" && kind !== "list") {
    return [{ at, found: `a spelling of a ${kind}`, expected: "one of a `boolean` or a `list`" }];
  }
  if (kind === "boolean" ? !boolean : !list) {
    const expected = kind === "boolean" ? "`true` and `false`, which differ" : "`separator`";
    return [{ at, found: `the spelling of a ${kind}`, expected }];
  }
  if (phase === "build" && source.kind === "input") {
    const why = "A build takes its arguments as they are.";
    return [{ at, found: "a spelling of what whoever builds sets", expected: "a variable that is read at run", why }];
  }
  const unset = [yes === "" ? "true" : "", no === "" ? "false" : ""].find((each) => each !== "");
  const stands = given === undefined || given === "" ? undefined : asSpelled(given, { true: "true", false: "false" });
  if (kind !== "boolean" || unset === undefined || stands === undefined || stands === unset) return [];
  const why = "What is not set is the default, so nobody could choose the other one.";
  return [{ at: [...at, unset], found: `\`""\`, with the default \`${given}\``, expected: "a value", why }];
}
