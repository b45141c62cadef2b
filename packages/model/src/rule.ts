import type { VariableKind, VariableRule } from "./schema/variable";

/**
 * What is wrong with a value, as the words after its name. They are an entrypoint's words, and hold no value, which may
 * be a secret.
 */
export function faultOf(value: string, kind: VariableKind, rule: VariableRule): string | undefined {
  const { maximum = Infinity, minimum = -Infinity, minimumLength = 0, oneOf, refuse = [] } = rule;
  const refused = refuse.find((pattern) => matches(pattern, value));
  if (value.length < minimumLength) return `has ${value.length} characters, expected at least ${minimumLength}`;
  if (refused !== undefined) return `holds ${refused}, a placeholder or an unsafe value, expected one of your own`;
  if (oneOf !== undefined && !oneOf.includes(value)) return `is none of ${oneOf.join(", ")}`;
  if (kind === "number") {
    if (!/^\d{1,15}$/.test(value)) return "is not a whole number";
    if (Number(value) < minimum) return `is ${value}, expected at least ${minimum}`;
    if (Number(value) > maximum) return `is ${value}, expected at most ${maximum}`;
  }
  if (kind === "list") {
    const items = value.split(",").filter((item) => item.trim() !== "").length;
    if (items < minimum) return `has ${items} items, expected at least ${minimum}`;
    if (items > maximum) return `has ${items} items, expected at most ${maximum}`;
  }
  if (kind === "url" && !/^[a-z].*:\/\/./s.test(value)) return "is not a URL, expected scheme://host";
  if (kind === "boolean" && !/^([01]|[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)$/.test(value)) {
    return "is not a boolean, expected True or False";
  }
  return undefined;
}

/** Whether a value is like a pattern of `refuse`. */
export function matches(pattern: string, value: string): boolean {
  const parts = pattern.split(/(\[\*\]|\*)/).map((part) => {
    if (part === "*") return ".*";
    return part === "[*]" ? "\\*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s").test(value);
}
