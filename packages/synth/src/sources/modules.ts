import { type Code, fromFolder } from "./code";
import type { Remark } from "./remark";

/** Every module and package of Python that the code has, from its folder and from a `src` in it, with its file. */
export function modulesOf(code: Code): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const path of code.paths) {
    if (!path.endsWith(".py")) continue;
    const parts = fromFolder(code.folder, path)
      .replace(/(^|\/)__init__\.py$|\.py$/, "")
      .split("/")
      .filter(Boolean);
    for (const own of parts[0] === "src" ? [parts, parts.slice(1)] : [parts]) {
      // a folder is a package, with `__init__.py` or without
      for (const index of own.keys()) {
        const name = own.slice(0, index + 1).join(".");
        const isPackage = /\/__init__\.py$/.test(path);
        if (index === own.length - 1 && (isPackage || found.get(name) === undefined)) found.set(name, path);
        else if (!found.has(name)) found.set(name, undefined);
      }
    }
  }
  return found;
}

/** Of a package and a module of one name Python takes the package: https://docs.python.org/3/reference/import.html */
export function hiddenModules(service: string, code: Code): Remark[] {
  const paths = new Set(code.running);
  return code.running
    .filter((path) => path.endsWith("/__init__.py"))
    .map((path) => path.slice(0, -"/__init__.py".length))
    .filter((folder) => paths.has(`${folder}.py`))
    .map((folder) => ({
      at: ["services", service, "code", `${folder}.py`],
      found: `module \`${folder}.py\` beside the package \`${folder}/\``,
      expected: "one of them: Python takes the package, and never reads the module",
      stops: false,
    }));
}

/** Where programs choose settings by default, what they choose, and whether they agree. */
export function settingsChosen(service: string, code: Code, declared: readonly string[] | undefined): Remark[] {
  const chosen = code.running.flatMap((path) => chosenIn(path, code));
  const modules = [...new Set(chosen.map(({ module }) => module))];
  const at = ["services", service, "variables", "DJANGO_SETTINGS_MODULE"];
  const known = modulesOf(code);
  const absent = (declared ?? []).filter((module) => module !== "" && !known.has(module));
  return [
    ...absent.map(
      (module): Remark => ({
        at,
        found: `no module \`${module}\` in \`${code.folder || "."}\``,
        expected: "the settings",
        stops: false,
      }),
    ),
    ...(modules.length < 2 || declared !== undefined
      ? []
      : [
          {
            at,
            found: `${chosen.map(({ module, path }) => `\`${module}\` in ${path}`).join(", ")}`,
            expected: "one module of settings for all processes, or this variable, which decides for them",
            stops: false,
          },
        ]),
  ];
}

function chosenIn(path: string, code: Code): { readonly path: string; readonly module: string }[] {
  const { length } = code.program(path).code;
  return [...code.text(path).matchAll(choice)].flatMap(({ 1: module = "", index }) =>
    index < length && /\S/.test(code.program(path).code[index]!) ? [{ path, module }] : [],
  );
}

const choice = /setdefault\(\s*["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/g;
