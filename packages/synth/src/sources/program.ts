import { blanked, type Span, wordsIn } from "./blanks";
import { pythonProgram } from "./program-python";
import { scriptProgram } from "./program-script";

/** What a file says when it runs: remarks and documentation are blanks, and each line and column stays where it is. */
export interface Program {
  /** The same for idioms: a string that is more than a word is blank as well, for what it says is not done. */
  readonly code: string;
  /** Every name by which it may ask for a variable. */
  readonly names: ReadonlySet<string>;
}

/** @param path tells the language. */
export function programOf(path: string, text: string): Program {
  if (/\.py$/.test(path)) return pythonProgram(text);
  if (/\.[cm]?[jt]sx?$/.test(path)) return scriptProgram(path, text);
  if (/\.(vue|svelte|astro|html?)$/.test(path)) return pageProgram(text);
  const code = withoutRemarks(path, text);
  return { code, names: namesIn(code) };
}

/** Files of settings spell a name as they please. */
const namesIn = (code: string): Set<string> => new Set(wordsIn(code).flatMap((word) => [word, word.toUpperCase()]));

/** A page with scripts in it: markup stays, for it may ask as well. */
function pageProgram(text: string): Program {
  let code = blanked(text, remarksIn(/(?<remark><!--[\s\S]*?-->)/g, text));
  for (const { groups, index, 0: whole } of code.matchAll(scripts)) {
    const body = groups?.script ?? groups?.front ?? "";
    const start = index + whole.indexOf(body, whole.indexOf(groups?.script === undefined ? "\n" : ">"));
    const program = scriptProgram("script.ts", body);
    code = code.slice(0, start) + program.code + code.slice(start + body.length);
  }
  return { code, names: namesIn(code) };
}

const scripts = /<script\b[^>]*>(?<script>[\s\S]*?)<\/script>|^---\n(?<front>[\s\S]*?)\n---$/gm;

/** Languages of which remarks are all that must be told apart: strings come first, so that a sign in one is none. */
const languages: readonly (readonly [files: RegExp, remarks: RegExp])[] = [
  [/\.(sh|bash)$/, /\\.|'[^']*'|"(?:\\.|[^"\\])*"|\$\{[^}\n]*\}|(?<=^|[\s;&|()])(?<remark>#.*)/gm],
  [/\.(prisma|go|php)$/, /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<remark>\/\/.*|\/\*[\s\S]*?\*\/)/g],
  [/\.(toml|ini|cfg|ya?ml|conf|rb|mako|j2)$/, /^[ \t]*(?<remark>[#;].*)$/gm],
];

function withoutRemarks(path: string, text: string): string {
  const pattern = languages.find(([files]) => files.test(path))?.[1];
  return pattern === undefined ? text : blanked(text, remarksIn(pattern, text));
}

/** A remark is the end of what matches. */
const remarksIn = (pattern: RegExp, text: string): Span[] =>
  [...text.matchAll(pattern)].flatMap(({ 0: whole, groups, index }) => {
    const remark = groups?.remark;
    return remark === undefined ? [] : [[index + whole.length - remark.length, index + whole.length] as const];
  });
