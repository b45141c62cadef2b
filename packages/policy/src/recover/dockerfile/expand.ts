export interface Expanded {
  readonly text: string;
  /** Variables that have no value. */
  readonly unknown: readonly string[];
}

const variable = /\\\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}]|\{[^{}]*\})*)|[#%/][^}]*)?\})/g;

const none: readonly never[] = [];

/**
 * A text of a Dockerfile with its variables replaced: https://docs.docker.com/reference/dockerfile/#environment-replacement
 *
 * @param value Gives what a variable holds, undefined where nobody knows.
 */
export function expand(text: string, value: (name: string) => string | undefined): Expanded {
  if (!text.includes("$")) return { text, unknown: none };
  const unknown: string[] = [];
  const expanded = text.replace(variable, (whole, bare?: string, braced?: string, operator?: string, operand = "") => {
    const name = bare ?? braced;
    if (name === undefined) return whole;
    const found = value(name);
    if (operator?.endsWith("-") && (found === undefined || (operator === ":-" && found === ""))) {
      const inner = expand(operand, value);
      unknown.push(...inner.unknown);
      return inner.text;
    }
    if (operator?.endsWith("+")) return found === undefined || found === "" ? "" : expand(operand, value).text;
    if (found === undefined) unknown.push(name);
    return found ?? "";
  });
  return { text: expanded, unknown };
}

/** Names of the variables that a text uses, with what stands in for each where it is unset. */
export function variablesIn(
  text: string,
): { readonly name: string; readonly operator?: string; readonly index: number }[] {
  return [...text.matchAll(variable)].flatMap(({ 1: bare, 2: braced, 3: operator, index }) => {
    const name = bare ?? braced;
    return name === undefined ? [] : [{ name, index, ...(operator !== undefined && { operator }) }];
  });
}
