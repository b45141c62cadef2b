import { offsetOf, place } from "../place";
import type { Layout } from "./layout";
import { linters } from "./linters";
import type { LinterWaiver } from "./waiver";

const anyOf =
  /hadolint|shellcheck|checkov:|bridgecrew:|kics-scan|(?:trivy|tfsec):ignore|dclint|dotenv-linter|nosemgrep|#[ \t]*check[ \t]*=/i;
const longest = 1000;

/** Comments that other linters obey, as waivers: whoever wrote one has decided. */
export function directivesIn(layout: Layout): LinterWaiver[] {
  const { source } = layout;
  if (!anyOf.test(source.text)) return [];
  return source.text.split("\n").flatMap((written, index) => {
    const text = written.slice(0, longest).trimEnd();
    return text.includes("#") && anyOf.test(text) ? waiversOf(text, index + 1, layout) : [];
  });
}

function waiversOf(text: string, line: number, layout: Layout): LinterWaiver[] {
  const { source } = layout;
  return linters.flatMap(({ comment, name, read }) =>
    // Trivy's may follow one another
    [...text.matchAll(new RegExp(comment, `${comment.flags}g`))].flatMap((found): LinterWaiver[] => {
      const directive = read({ found, line, layout });
      if (directive === undefined) return [];
      const { expires, lines, names } = directive;
      const start = offsetOf(source, line) + found.index;
      const because = reasonIn(text.slice(found.index + found[0].length));
      const waiver = {
        tool: name,
        at: place(source, start, start + found[0].length),
        inline: { path: source.path, ...lines },
        ...(expires !== undefined && { expires }),
      };
      return names instanceof RegExp
        ? [{ ...waiver, rules: names, reason: `accepted for ${name}${because}` }]
        : names.map((rules) => ({ ...waiver, rules, reason: `accepted for ${name} (${rules})${because}` }));
    }),
  );
}

function reasonIn(rest: string): string {
  const text = rest.replace(/^[\s:#"'–—-]+/, "").replace(/["'\s]+$/, "");
  return text.length < 3 || anyOf.test(text) ? "" : `: ${text}`;
}
