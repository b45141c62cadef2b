import { lineText, offsetOf } from "../place";
import type { Layout, Lines } from "./layout";

/** What a comment tells another linter to be silent about. */
export interface Directive {
  readonly lines: Lines;
  /** The linter's names of its rules, as rules here name them; or what all of them look like. */
  readonly names: readonly string[] | RegExp;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** A comment, and where it stands. */
interface Met {
  readonly found: RegExpMatchArray;
  readonly line: number;
  readonly layout: Layout;
}

export interface Linter {
  readonly name: string;
  /** Everything up to what the directive gives as its reason. */
  readonly comment: RegExp;
  read(met: Met): Directive | undefined;
}

const namesIn = (text = "") => text.split(/[\s,]+/).filter((name) => name !== "");
const wholeFile: Lines = { first: 1, last: Number.POSITIVE_INFINITY };

const below = ({ layout, line }: Met): Lines => layout.constructAt(layout.codeBelow(line));
/** The construct below a comment that stands alone, else the line that the comment ends. */
const beside = (met: Met): Lines =>
  lineText(met.layout.source, met.line).trimStart().startsWith("#") ? below(met) : { first: met.line, last: met.line };

const dclintRules =
  /^(no-(build-and-image|duplicate-(container-names|exported-ports)|quotes-in-volumes|unbound-port-interfaces|version-field)|require-(project-name-field|quotes-in-ports)|service-(container-name-regex|image-require-explicit-tag))$/;

export const linters: readonly Linter[] = [
  {
    // https://github.com/hadolint/hadolint#ignoring-rules
    name: "hadolint",
    comment: /#\s*hadolint\s+(global\s+)?ignore\s*=\s*([\w, \t]*)/,
    read: (met) => ({ lines: met.found[1] === undefined ? below(met) : wholeFile, names: namesIn(met.found[2]) }),
  },
  {
    // https://www.shellcheck.net/wiki/Ignore
    name: "ShellCheck",
    comment: /#\s*shellcheck\s(?:[^#]*\s)?disable=([\w,-]+)/,
    read: (met) => ({
      lines: met.layout.isScript && met.layout.isTop(met.line) ? wholeFile : below(met),
      names: met.found[1] === "all" ? /^SC\d+$/ : namesIn(met.found[1]).flatMap(withinRange),
    }),
  },
  {
    // https://docs.docker.com/reference/dockerfile/#check
    name: "docker build --check",
    comment: /^#\s*check\s*=\s*(?:[^#]*;)?skip=([\w,]+)/i,
    read: ({ found, layout, line }) => {
      if (!isParserDirective(layout, line)) return undefined;
      return { lines: wholeFile, names: found[1] === "all" ? /^[A-Z][a-zA-Z]+[a-z]$/ : namesIn(found[1]) };
    },
  },
  {
    // https://github.com/bridgecrewio/checkov/blob/main/checkov/dockerfile/parser.py: wherever it stands
    name: "checkov",
    comment: /#.*?(?:checkov|bridgecrew):skip\s*=\s*([\w,]+)/,
    read: ({ found }) => ({ lines: wholeFile, names: namesIn(found[1]) }),
  },
  {
    // https://docs.kics.io/latest/running-kics/#using-commands-on-scanned-files-as-comments
    name: "KICS",
    comment: /#\s*kics-scan\s+(ignore-line|ignore-block|ignore|disable=([\w,-]+))/,
    read: (met) => {
      const { found, layout, line } = met;
      const like = /^[0-9a-f]{8}$/;
      if (found[1] === "ignore-line") return { lines: below(met), names: like };
      if (found[1] === "ignore-block") return { lines: layout.blockAt(layout.codeBelow(line)), names: like };
      if (!layout.isTop(line)) return undefined;
      // a rule here names a query by the first eight digits
      const names = found[2] === undefined ? like : namesIn(found[2]).map((id) => id.slice(0, 8));
      return { lines: wholeFile, names };
    },
  },
  {
    // https://trivy.dev/latest/docs/configuration/filtering/, and trivy/pkg/iac/ignore/parse.go
    name: "Trivy",
    comment: /[#\s](?:trivy|tfsec):ignore:([\w-]+)(?:\[[^\]]*\])?(?::exp:(\d{4}-\d{2}-\d{2}))?/,
    read: (met) => ({
      lines: beside(met),
      names: namesIn(met.found[1]).map((id) =>
        id.replace(/^(?:avd-)?ds-?(\d+)$/i, (_, digits) => `DS-${digits.padStart(4, "0")}`),
      ),
      ...(met.found[2] !== undefined && { expires: met.found[2] }),
    }),
  },
  {
    // https://github.com/zavoloklom/docker-compose-linter/blob/main/docs/configuration-comments.md
    name: "dclint",
    comment: /#\s*dclint\s+disable(-line|-file)?(?:\s+([\w-]+(?:\s+[\w-]+)*))?\s*$/,
    read: (met) => {
      const [, kind, rules] = met.found;
      if (kind !== "-line" && !met.layout.isTop(met.line)) return undefined;
      const names = kind === "-file" || rules === undefined ? dclintRules : namesIn(rules);
      return { lines: kind === "-line" ? beside(met) : wholeFile, names };
    },
  },
  {
    // https://dotenv-linter.github.io/#/usage/check: until it is switched on again
    name: "dotenv-linter",
    comment: /^\s*#\s*dotenv-linter:off\s+([\w, \t]+)/,
    read: ({ found, layout: { source }, line }) => {
      const on = source.text.indexOf("dotenv-linter:on", offsetOf(source, line + 1));
      const last =
        on < 0 ? wholeFile.last : line + source.text.slice(offsetOf(source, line), on).split("\n").length - 1;
      return { lines: { first: line, last }, names: namesIn(found[1]) };
    },
  },
  {
    // https://semgrep.dev/docs/ignoring-files-folders-code#ignore-code-through-nosemgrep
    name: "Semgrep",
    comment: /#\s*nosemgrep\s*:\s*([\w.-]+(?:\s*,\s*[\w.-]+)*)/,
    read: (met) => ({
      lines: beside(met),
      names: namesIn(met.found[1]).map((id) => id.slice(id.lastIndexOf(".") + 1)),
    }),
  },
];

/** Parser directives stand above everything else, comments too: https://docs.docker.com/reference/dockerfile/#parser-directives */
function isParserDirective({ source }: Layout, line: number): boolean {
  for (let above = line - 1; above > 0; above--)
    if (!/^\s*#\s*(?:syntax|escape|check)\s*=/i.test(lineText(source, above))) return false;
  return true;
}

/** `SC1090-SC1100` is each of them. */
function withinRange(name: string): string[] {
  const [, first, last] = /^SC(\d+)-SC(\d+)$/.exec(name) ?? [];
  if (first === undefined || Number(last) - Number(first) > 1000) return [name];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `SC${Number(first) + index}`);
}
