/** A name that an environment file sets. */
export interface Assignment {
  readonly name: string;
  /** Absent where other variables make it. */
  readonly value?: string;
  /** Those other variables. */
  readonly uses: readonly string[];
  readonly line: number;
}

/** A line that sets nothing, or not what it seems to. The reason holds no value, which may be a secret. */
export interface Fault {
  readonly line: number;
  readonly reason: string;
}

/** What an environment file says. */
export interface Parsed {
  readonly assignments: readonly Assignment[];
  readonly faults: readonly Fault[];
}

const blank = "[\\t\\v\\f\\r \\x85\\xa0]";
const toStatement = /(?:\p{White_Space}+|#[^\n]*)*/uy;
const head = new RegExp(
  `(?:export${blank}+)?(?!\\d|export${blank})([\\p{L}\\p{N}_.[\\]-]+)${blank}*[=:]${blank}*`,
  "uy",
);
const quoted = /"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/y;
const tail = new RegExp(`${blank}*(?:#[^\\n]*)?(?:\\n|$)`, "y");
const line = /[^\n]*\n?/y;

/**
 * An environment file as Compose reads it: https://docs.docker.com/compose/how-tos/environment-variables/env-file/
 *
 * What Compose takes but leaves out, or takes from the shell, is a fault here as well.
 */
export function parse(text: string): Parsed {
  const source = text.replace(/^\ufeff/, "");
  const assignments: Assignment[] = [];
  const faults: Fault[] = [];
  let at = 0;
  let number = 1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    at += found?.[0].length ?? 0;
    number += found?.[0].split("\n").slice(1).length ?? 0;
    return found;
  };
  for (take(toStatement); at < source.length; take(toStatement)) {
    const here = number;
    const fault = (reason: string): void => void faults.push({ line: here, reason });
    const name = take(head)?.[1];
    if (name === undefined) {
      fault(faultOfName(take(line)![0]));
    } else if (/["']/.test(source[at] ?? "")) {
      const found = take(quoted);
      if (found === null) {
        fault(`the quote that opens the value of \`${name}\` is never closed`);
        break;
      }
      const [, double, single = ""] = found;
      const read = double === undefined ? literal(single.replaceAll("\\'", "'")) : interpolated(unescaped(double));
      if (take(tail) === null) {
        take(line);
        fault(`something follows the quotes of \`${name}\``);
      } else if (read === undefined) fault(unfinished(name));
      else assignments.push({ name, ...read, line: here });
    } else {
      const [bare = ""] = take(line)![0].split(" #");
      const read = interpolated(bare.replace(/\p{White_Space}+$/u, ""));
      if (read === undefined) fault(unfinished(name));
      else assignments.push({ name, ...read, line: here });
    }
  }
  return { assignments, faults };
}

const unfinished = (name: string): string =>
  `the value of \`${name}\` has a \`\${\` that begins no variable; a dollar is written \`$$\`, or in single quotes`;

function faultOfName(text: string): string {
  const [before = ""] = text.split(/[=:]/, 1);
  const name = before.replace(/^export\s+/, "").trim();
  if (before === text) return "it has no `=`";
  if (name === "") return "it has no name before the `=`";
  if (/^\d/.test(name)) return "its name begins with a digit";
  if (/\s/.test(name)) return "its name has a space in it";
  return "its name has other characters than letters, digits and `_`";
}

type Read = Pick<Assignment, "value" | "uses">;

const literal = (value: string): Read => ({ value, uses: [] });

const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:\}|:?[-+?](?=[^\n]*\}))|(\{))/g;

/** The value, or of which variables it is made; undefined where a `${` stands for nothing. */
function interpolated(text: string): Read | undefined {
  const found = [...text.matchAll(variable)];
  if (found.some(([, , , open]) => open !== undefined)) return undefined;
  const uses = found.flatMap(([, bare, braced]) => bare ?? braced ?? []);
  return uses.length === 0 ? literal(text.replaceAll("$$", "$")) : { uses };
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  $: "$$",
};

/** What double quotes hold. An octal escape is a zero and three digits; of any other, Compose drops the zero. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:0(\d{0,3})|([abfnrtv$"\\]))/g, (_, octal?: string, character = "") => {
    if (octal === undefined) return escapes[character] ?? character;
    return /^[0-3][0-7]{2}$/.test(octal) ? String.fromCharCode(Number.parseInt(octal, 8)) : `\\${octal}`;
  });
