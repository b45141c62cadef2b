/** A place in the sources that reads a variable of the process. */
export interface Read {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** The code goes on without it. */
  readonly optional: boolean;
}

export type Language = "python" | "node";

/** The variables that a file reads by the usual idioms of its language. @param code without remarks: {@link Program} */
export function readsIn(path: string, code: string): Read[] {
  const idioms = /\.py$/.test(path)
    ? inPython
    : /\.([cm]?[jt]sx?|vue|svelte|astro)$/.test(path)
      ? inNode
      : inOthers(path);
  return idioms(code).map(({ index, name, optional }) => ({
    name,
    path,
    line: code.slice(0, index).split("\n").length,
    optional,
  }));
}

interface Found {
  readonly name: string;
  readonly index: number;
  readonly optional: boolean;
}

/** https://docs.python.org/3/library/os.html#os.environ, django-environ, environs, decouple, pydantic-settings. */
function inPython(code: string): Found[] {
  // `self.environ` is that of a request
  const environ = /\bimport\b[^\n]*\benviron\b/.test(code)
    ? String.raw`(?:\bos\.|(?<![\w.]))environ`
    : String.raw`\bos\.environ`;
  // a name that goes on behind its quotes is none
  const name = String.raw`["'](?<name>\w+)["']\s*(?:(?<more>,)|(?=[\])]))`;
  const patterns = [
    new RegExp(String.raw`${environ}(?<way>\.get|\.pop)?\s*[[(]\s*${name}`, "g"),
    new RegExp(String.raw`\bgetenv\(\s*${name}`, "g"),
    new RegExp(String.raw`["'](?<name>\w+)["']\s+(?:not\s+)?in\s+${environ}\b(?<more>)`, "g"),
    // `env.bool("DEBUG")`, and functions of one's own that are called so
    new RegExp(String.raw`\b(?:get_)?env(?:_\w+|\.\w+)?\(\s*${name.replace(String.raw`\w+`, "[A-Z][A-Z0-9_]*")}`, "g"),
    ...(/\bdecouple\b/.test(code) ? [new RegExp(String.raw`\bconfig\(\s*${name}`, "g")] : []),
  ];
  // what a program sets itself it may read
  const own = new Set(
    [...code.matchAll(/\benviron(?:\.setdefault\(|\[)\s*["'](\w+)["'](?:\s*,|\]\s*=[^=])/g)].map(([, name]) => name),
  );
  return [...patterns.flatMap((pattern) => matchesOf(pattern, code)), ...fieldsOf(code)].filter(
    ({ name }) => !own.has(name),
  );
}

const matchesOf = (pattern: RegExp, code: string): Found[] =>
  [...code.matchAll(pattern)].map(({ groups = {}, index, 0: whole }) => ({
    name: groups.name!,
    index,
    optional:
      groups.more !== undefined || groups.way !== undefined || /^.{0,20}\bor\b/.test(code.slice(index + whole.length)),
  }));

/** Fields of classes of settings: https://docs.pydantic.dev/latest/concepts/pydantic_settings/ */
function fieldsOf(code: string): Found[] {
  const classes = [...code.matchAll(/^class\s+(\w+)\(([^)]*)\)\s*:[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n)*)/gm)];
  const settings = new Set(["BaseSettings"]);
  return classes.flatMap(({ 0: whole, 1: name = "", 2: bases = "", 3: body = "", index }) => {
    if (!bases.split(/[\s,]+/).some((base) => settings.has(base.split(".").at(-1)!))) return [];
    settings.add(name);
    const prefix = /\benv_prefix\s*=\s*["'](\w+)["']/.exec(body)?.[1] ?? "";
    const indent = /^([ \t]+)\S/m.exec(body)?.[1] ?? "    ";
    const start = index + whole.length - body.length;
    return [...body.matchAll(new RegExp(`^${indent}([a-zA-Z]\\w*)\\s*:(?!\\s*ClassVar)([^\\n]*)`, "gm"))].flatMap(
      (field) => {
        if (field[1] === "model_config") return [];
        const alias = /\b(?:validation_alias|alias|env)\s*=\s*["'](\w+)["']/.exec(field[2]!)?.[1];
        return [
          {
            name: (alias ?? `${prefix}${field[1]}`).toUpperCase(),
            index: start + field.index,
            // one that goes on over lines may have a default
            optional: /=|\($|\[$|None\b/.test(field[2]!.trim()),
          },
        ];
      },
    );
  });
}

/** https://nodejs.org/api/process.html#processenv, https://vite.dev/guide/env-and-mode */
function inNode(code: string): Found[] {
  const single = [
    /\bprocess\.env(?:\.(?<name>[A-Za-z_]\w*)|\[\s*["'](?<quoted>\w+)["']\s*\])/g,
    /\bimport\.meta\.env(?:\.(?<name>[A-Za-z_]\w*)|\[\s*["'](?<quoted>\w+)["']\s*\])/g,
  ].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups = {}, index, 0: whole }) => ({
      name: (groups.name ?? groups.quoted)!,
      index,
      optional: /^\s*(\?\?|\|\||\?|===|!==|==|!=)/.test(code.slice(index + whole.length)),
    })),
  );
  const taken = [...code.matchAll(/\b(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*(?:process|import\.meta)\.env\b/g)];
  const several = taken.flatMap(({ 1: names = "", index }) =>
    names.split(",").flatMap((each) => {
      const name = /^\s*(\w+)/.exec(each)?.[1];
      return name === undefined ? [] : [{ name, index, optional: each.includes("=") }];
    }),
  );
  const own = new Set([...code.matchAll(/\bprocess\.env\.(\w+)\s*(?:\?\?|\|\|)?=[^=]/g)].map(([, name]) => name));
  return [...single, ...several].filter(({ name }) => !own.has(name));
}

/** What a shell refuses to go on without, and what Prisma reads. */
const inOthers =
  (path: string) =>
  (code: string): Found[] => {
    const pattern = /\.(sh|bash)$/.test(path)
      ? /\$\{(?<name>[A-Z_][A-Z0-9_]*):?\?/g
      : /\.prisma$/.test(path)
        ? /\benv\("(?<name>\w+)"\)/g
        : undefined;
    return pattern === undefined ? [] : matchesOf(pattern, code);
  };
