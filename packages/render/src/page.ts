import { posix } from "node:path";
import type { Page, Stack, Variable } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { marker } from "./marker";
import type { PlannedFile } from "./planned-file";

/**
 * Writes `config.js` with those of a page's variables that are set. Any text is a text in it: no value ends its quotes,
 * or a script that it is copied into.
 */
export const writeConfig = (variables: readonly string[]): shell.Script | undefined =>
  variables.length === 0
    ? undefined
    : shell.sh`
        # What the page reads as it is loaded.
        awk '
        function literal(text, i, c, all) {
            for (i = 1; i <= length(text); i++) {
                c = substr(text, i, 1)
                all = all (c in escape ? escape[c] : c)
            }
            return "\"" all "\""
        }
        BEGIN {
            for (i = 1; i < 32; i++) escape[sprintf("%c", i)] = sprintf("\\u%04x", i)
            escape["\\"] = "\\\\"
            escape["\""] = "\\\""
            escape["<"] = "\\u003c"
            print "window.config = {"
            for (i = 1; i < ARGC; i++) if (ARGV[i] in ENVIRON) print "  " ARGV[i] ": " literal(ENVIRON[ARGV[i]]) ","
            print "};"
        }
        ' ${variables} >/tmp/config.js
      `;

/** The files that a page's own sources get: the types of its variables, and what `/config.js` is in development. */
export function planPages(stacks: readonly Stack[]): PlannedFile[] {
  const pages = new Map(stacks.flatMap(pagesOf).map((page) => [page.source, page]));
  return [...pages.values()].flatMap((page) => {
    const { source, compiled, loaded } = page;
    return [
      ...(compiled.length + loaded.length > 0
        ? [{ path: posix.join(source, "src/variables.d.ts"), text: types(page, variablesOf(page, stacks)) }]
        : []),
      ...(loaded.length > 0
        ? [
            {
              path: posix.join(source, "public/config.js"),
              text: config(page, variablesOf(page, stacks.filter(isDevelopment))),
            },
          ]
        : []),
    ];
  });
}

const isDevelopment = ({ mode }: Stack): boolean => mode === "development";

const pagesOf = ({ services }: Stack): Page[] => services.flatMap(({ page = [] }) => page);

/** By name; of several environments the last one's, and so production's. */
const variablesOf = ({ source }: Page, stacks: readonly Stack[]): ReadonlyMap<string, Variable> =>
  new Map(
    stacks
      .flatMap(({ services }) => services.filter(({ page }) => page?.source === source))
      .flatMap(({ image, variables }) => [...variables, ...(image.kind === "built" ? image.arguments : [])])
      .map((variable) => [variable.name, variable]),
  );

const config = ({ loaded }: Page, variables: ReadonlyMap<string, Variable>): string =>
  [
    `// ${marker}`,
    "// What the page reads in development; elsewhere the container makes this file.",
    "window.config = {",
    ...loaded.flatMap((name) => {
      const source = variables.get(name)?.source;
      const value = source?.kind === "fixed" ? source.value : undefined;
      return value === undefined ? [] : [`  ${name}: ${JSON.stringify(value).replaceAll("<", "\\u003c")},`];
    }),
    "};",
    "",
  ].join("\n");

function types({ compiled, loaded }: Page, variables: ReadonlyMap<string, Variable>): string {
  const members = (names: readonly string[], indent: string) =>
    names.flatMap((name) => {
      const { purpose, required = true } = variables.get(name) ?? {};
      return [
        ...(purpose === undefined ? [] : [`${indent}/** ${purpose.replaceAll("*/", "* /").replaceAll("\n", " ")} */`]),
        `${indent}readonly ${name}${required ? "" : "?"}: string;`,
      ];
    });
  return [
    `// ${marker}`,
    ...(compiled.length === 0
      ? []
      : ["", "/** Compiled into the page. */", "interface ImportMetaEnv {", ...members(compiled, "  "), "}"]),
    ...(loaded.length === 0
      ? []
      : [
          ...["", "interface Window {", "  /** Of `/config.js`, which `index.html` loads. */"],
          ...["  readonly config: {", ...members(loaded, "    "), "  };", "}"],
        ]),
    "",
  ].join("\n");
}
