import type { Build, Entrypoint, Mode, Variable } from "@quaywright/model";
import { marker } from "./marker";
import { refusedInNode, refusedInPython } from "./refused";

/** Text that a language's interpreter runs before any program, so that a variable has its value in all of them. */
export interface VariablesHook {
  /** Its name in the image; beside the Dockerfile that of development has a `.dev` before its suffix. */
  readonly name: string;
  readonly text: string;
}

/** The hook of an image's interpreter; none where all that the entrypoint gives stands in the environment already. */
export function variablesHook({ entrypoints }: Build, mode: Mode): VariablesHook | undefined {
  const entrypoint = entrypoints[mode];
  if (entrypoint === undefined || !givesMore(entrypoint)) return undefined;
  if (entrypoint.client === "python") return { name: "declared_variables.py", text: inPython(entrypoint, mode) };
  if (entrypoint.client === "node") return { name: "declared-variables.cjs", text: inNode(entrypoint, mode) };
  return undefined;
}

/** Where Node.js finds its hook, and the option that says so. */
export const nodeHook = "/usr/local/lib/declared-variables.cjs";
export const nodeOptions = `--require=${nodeHook}`;

/** Whether a process that did not come through the entrypoint would miss something. */
export const givesMore = (entrypoint: Entrypoint): boolean =>
  allOf(entrypoint).some(
    ({ path, source, spelled }) =>
      path !== undefined ||
      source.kind === "url" ||
      source.kind === "template" ||
      (spelled !== undefined && source.kind === "input"),
  );

/** Its name beside the Dockerfile. */
export const hookFile = ({ name }: VariablesHook, mode: Mode): string =>
  mode === "development" ? name.replace(/\.(?=\w+$)/, ".dev.") : name;

const allOf = ({ variables, others }: Entrypoint): readonly Variable[] =>
  [...variables, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Literals of both languages, one entry on a line. */
function tables(entrypoint: Entrypoint) {
  const all = allOf(entrypoint);
  const everywhere = new Set(entrypoint.variables.map(({ name }) => name));
  return {
    defaults: table(all.map((variable) => [variable.name, everywhere.has(variable.name) ? defaultOf(variable) : ""])),
    files: table(all.flatMap(({ name, path }) => (path === undefined ? [] : [[name, path]]))),
    urls: table(all.flatMap(({ name, source }) => (source.kind === "url" ? [[name, partsOf(source)]] : []))),
    templates: all.flatMap(({ name, source }) => (source.kind === "template" ? [[name, source.parts] as const] : [])),
    booleans: all.flatMap(({ name, spelled }) =>
      spelled?.true === undefined ? [] : [[name, [spelled.true, spelled.false ?? ""]] as const],
    ),
    schemes: all.flatMap(({ name, spelled }) =>
      spelled?.scheme === undefined || spelled.scheme === "" ? [] : [[name, spelled.scheme] as const],
    ),
    lists: all.flatMap(({ name, spelled }) =>
      spelled?.separator === undefined ? [] : [[name, spelled.separator] as const],
    ),
  };
}

function partsOf(source: Extract<Variable["source"], { kind: "url" }>): readonly string[] {
  const { latin1, scheme, user, password, host, port, path, suffix } = source;
  const encoding = latin1 ? "latin1" : "utf8";
  return [scheme, user, password, host, port, path, suffix, encoding].map((part) => part ?? "");
}

const defaultOf = ({ source }: Variable): string =>
  (source.kind === "input" ? source.input.default : source.kind === "fixed" ? source.value : undefined) ?? "";

const table = (entries: readonly (readonly [string, unknown])[]): string =>
  entries.length === 0
    ? "{}"
    : `{\n${entries.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value).replaceAll('","', '", "')},\n`).join("")}}`;

/** Imported by a `.pth` file: https://docs.python.org/3/library/site.html */
function inPython(entrypoint: Entrypoint, mode: Mode): string {
  const { booleans, defaults, files, lists, schemes, templates, urls } = tables(entrypoint);
  return `# ${marker}
"""Gives a process of Python the variables that its service declares, however it was started."""

import os
${mode === "production" ? "import sys\n" : ""}
# what stands where nothing else does; "" is nothing
DEFAULTS = ${defaults}

# the variable that names the secret's file
FILES = ${files}

# scheme, the variables of user, password, host, port and path, what follows, as what its driver sends the password
URLS = ${urls}

${
  templates.length === 0 ? "" : `# texts, and between each two of them a variable\nTEMPLATES = ${table(templates)}\n\n`
}${
  booleans.length === 0
    ? ""
    : `# what a reader is given for true and for false; "" is nothing\nBOOLEANS = ${table(booleans)}\n\n`
}${
  lists.length === 0
    ? ""
    : `# what a reader has between the items, where people write commas\nLISTS = ${table(lists)}\n\n`
}${
  schemes.length === 0
    ? ""
    : `# the scheme by which the reader of a URL knows its driver\nSCHEMES = ${table(schemes)}\n\n`
}# what stands in a URL as it is: not every reader decodes a database's name
PLAIN = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._~-"


def first_process():
    """What the container was started with; schedulers take it from their jobs."""
    try:
        with open("/proc/1/environ", "rb") as file:
            entries = os.fsdecode(file.read()).split("\\0")
    except OSError:
        return {}
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)


def text_of(path):
    try:
        with open(path, "rb") as file:
            return os.fsdecode(file.read()).rstrip("\\n")
    except OSError:
        return ""


def encoded(before, name, encoding="utf8"):
    """The value, percent-encoded where it must be, behind a text; nothing where there is none."""
    given = os.fsencode(os.environ.get(name, ""))
    if given and not given.translate(None, PLAIN):
        return before + given.decode()
    # a driver that sends each character as one byte gets a character for each byte
    value = "".join("%%%02x" % byte for byte in (given.decode("latin1").encode() if encoding == "latin1" else given))
    return value and before + value


def give():
    container = {} if all(name in os.environ for name in DEFAULTS.keys() - FILES.keys()) else first_process()
    for name, default in DEFAULTS.items():
        file = FILES.get(name, "")
        path = os.environ.get(file) or container.get(file)
        values = [os.environ.get(name), container.get(name), path and text_of(path), default]
        found = [value for value in values if value and value.strip("\\n")]
        if found:
            os.environ[name] = found[0]
        else:
            os.environ.pop(name, None)
${booleans.length === 0 ? "" : spellInPython}${lists.length === 0 ? "" : separateInPython}${schemes.length === 0 ? "" : schemeInPython}    for name, (scheme, user, password, host, port, path, suffix, encoding) in URLS.items():
        if name not in os.environ and os.environ.get(host):
            login = encoded("", user) + encoded(":", password, encoding)
            address = f"{os.environ.get(host, '')}:{os.environ.get(port, '')}"
            os.environ[name] = f"{scheme}://{login and login + '@'}{address}{encoded('/', path)}{suffix}"
${templates.length === 0 ? "" : fillInPython}

give()
${mode === "production" ? refusedInPython : ""}`;
}

const spellInPython = `    for name, (yes, no) in BOOLEANS.items():
        value = os.environ.get(name, "")
        if value and value not in (yes, no):
            value = yes if value.lower() in ("1", "true", "yes", "on") else no
            if value:
                os.environ[name] = value
            else:
                del os.environ[name]
`;

const separateInPython = `    for name, separator in LISTS.items():
        value = os.environ.get(name, "")
        items = [item.strip() for item in value.split(",") if item.strip()]
        if separator != "json" and value:
            os.environ[name] = separator.join(items)
        elif value and not value.startswith("["):
            # json is not imported: every process would wait for it
            texts = [item.replace("\\\\", "\\\\\\\\").replace('"', '\\\\"') for item in items]
            os.environ[name] = "[" + ",".join(f'"{text}"' for text in texts) + "]"
`;

const schemeInPython = `    for name, scheme in SCHEMES.items():
        _, sign, rest = os.environ.get(name, "").partition("://")
        if sign:
            os.environ[name] = scheme + sign + rest
`;

const fillInPython = `    for name, parts in TEMPLATES.items():
        values = [os.environ.get(part, "") for part in parts[1::2]]
        if name not in os.environ and all(values):
            os.environ[name] = "".join(text + value for text, value in zip(parts[::2], [*values, ""]))
`;

/** Named in NODE_OPTIONS: https://nodejs.org/api/cli.html#-r---require-module */
function inNode(entrypoint: Entrypoint, mode: Mode): string {
  const { booleans, defaults, files, lists, schemes, templates, urls } = tables(entrypoint);
  return `// ${marker}
// Gives a process of Node.js the variables that its service declares, however it was started.
"use strict";
const { readFileSync } = require("node:fs");
const { env } = process;

// what stands where nothing else does; "" is nothing
const defaults = ${defaults};

// the variable that names the secret's file
const files = ${files};

// scheme, the variables of user, password, host, port and path, what follows
const urls = ${urls};

const textOf = (path) => {
  try {
    return readFileSync(path, "utf8").replace(/\\n+$/, "");
  } catch {
    return "";
  }
};
const value = (name) => env[name] ?? "";
// a driver that sends each character as one byte gets a character for each byte
const bytesOf = (text, encoding) => Buffer.from(encoding === "latin1" ? Buffer.from(text).toString("latin1") : text);
// what stands in a URL as it is: not every reader decodes a database's name
const plain = /^[A-Za-z0-9._~-]+$/;
const encodedBytes = (text, encoding) => bytesOf(text, encoding).toString("hex").replace(/../g, "%$&");
const encoded = (before, name, encoding) =>
  value(name) && before + (plain.test(value(name)) ? value(name) : encodedBytes(value(name), encoding));

for (const [name, fallback] of Object.entries(defaults)) {
  const path = env[files[name]];
  const found = [env[name], path && textOf(path), fallback].find((value) => value && /[^\\n]/.test(value));
  if (found) env[name] = found;
  else delete env[name];
}
${
  booleans.length === 0
    ? ""
    : `// what a reader is given for true and for false; "" is nothing
for (const [name, [yes, no]] of Object.entries(${table(booleans)})) {
  if (!value(name) || [yes, no].includes(env[name])) continue;
  const spelled = /^(1|true|yes|on)$/i.test(env[name]) ? yes : no;
  if (spelled) env[name] = spelled;
  else delete env[name];
}
`
}${
  lists.length === 0
    ? ""
    : `// what a reader has between the items, where people write commas
for (const [name, separator] of Object.entries(${table(lists)})) {
  if (!value(name) || (separator === "json" && env[name].startsWith("["))) continue;
  const items = env[name].split(",").flatMap((item) => item.trim() || []);
  env[name] = separator === "json" ? JSON.stringify(items) : items.join(separator);
}
`
}${
  schemes.length === 0
    ? ""
    : `// the scheme by which the reader of a URL knows its driver
for (const [name, scheme] of Object.entries(${table(schemes)})) {
  if (value(name).includes("://")) env[name] = scheme + env[name].slice(env[name].indexOf("://"));
}
`
}for (const [name, [scheme, user, password, host, port, path, suffix, encoding]] of Object.entries(urls)) {
  if (name in env || !value(host)) continue;
  const login = encoded("", user) + encoded(":", password, encoding);
  const address = \`\${value(host)}:\${value(port)}\`;
  env[name] = \`\${scheme}://\${login && \`\${login}@\`}\${address}\${encoded("/", path)}\${suffix}\`;
}
${
  templates.length === 0
    ? ""
    : `// texts, and between each two of them a variable
for (const [name, parts] of Object.entries(${table(templates)})) {
  const whole = parts.every((part, index) => index % 2 === 0 || value(part));
  if (!(name in env) && whole) env[name] = parts.map((part, index) => (index % 2 === 0 ? part : value(part))).join("");
}
`
}${mode === "production" ? refusedInNode : ""}`;
}
