import { nameOf } from "./tree";

export type KindOfFile =
  | "compose"
  | "dockerfile"
  | "dockerignore"
  | "env"
  | "gitignore"
  | "nginx"
  | "script"
  | "template";

const template = /\.(j2|jinja2?|tmpl|tpl|erb|ejs|hbs|mustache|twig|liquid|in|gotmpl|mako)$/i;
const data = /\.(md|txt|rst|adoc|json|py|js|ts|go|html?|png|svg|rb|java|cs|php|sum|lock)$/i;

/** What a file is by its name alone. Compose files of other names are found by who names them. */
export function kindOfFile(path: string): KindOfFile | undefined {
  const name = nameOf(path);
  const lower = name.toLowerCase();
  if (lower === ".gitignore") return "gitignore";
  if (lower.endsWith(".dockerignore")) return "dockerignore";
  if (/^(docker|container)file([._-].+)?$|\.(docker|container)file$/.test(lower)) {
    return template.test(lower) || /\.template$/.test(lower)
      ? "template"
      : data.test(lower) || /\.(sh|bak|orig|ya?ml)$/.test(lower)
        ? undefined
        : "dockerfile";
  }
  if (
    /^(.+[._-])?(docker-)?compose([._-].*)?\.ya?ml$|^docker-stack([._-].*)?\.ya?ml$|^stack[._-].+\.ya?ml$/.test(lower)
  )
    return "compose";
  if (
    /^\.?env([._-].+)?$|^[\w-]*\.env([._-].+)?$/.test(lower) &&
    !/\.(ya?ml|sh|[cm]?[jt]sx?|d\.ts|py|rb|go|rs|php|md|json|toml|cs|java|kt|vue|mako|ini|ps1|bat|cmd|html?|lock|enc|age|gpg|sops|erb)$/.test(
      lower,
    )
  ) {
    return template.test(lower) ? "template" : "env";
  }
  if (
    /\.conf(\.template)?$|^nginx[\w.-]*$|\.nginx$|\.vhost$/.test(lower) &&
    /nginx|\.conf(\.template)?$/.test(lower) &&
    !data.test(lower)
  )
    return "nginx";
  if (/^(docker-)?entrypoint([._-][\w.-]*)?$|[._-]entrypoint(\.\w+)?$/.test(lower)) {
    return /\.(sh|bash)$/.test(lower) || !/\.\w+$/.test(lower) ? "script" : undefined;
  }
  return undefined;
}

/** Whether a file that may be nginx's reads like it. */
export const isNginx = (text: string): boolean =>
  /^[ \t]*(server|http|events|upstream[ \t]+\S+|location[ \t][^{;\n]*)[ \t\r\n]*\{/m.test(text) &&
  !/^[ \t]*<VirtualHost|^(backend|frontend|listen)[ \t]+[^\s;]+[ \t]*$/m.test(text);

/** Without the lines that are comments alone. */
export const withoutComments = (text: string): string => text.replace(/^[ \t]*#.*$/gm, "");

const marks = /\{%[-+]?\s*\w|\{\{[-\s]*[\w.]+|<%[=-]?\s/;

/** Text that a generator fills in: it is no artefact yet. What stands in a comment is nobody's to fill in. */
export const isTemplate = (text: string): boolean =>
  marks.test(text) &&
  marks.test(withoutComments(text)) &&
  !/\{\{\s*(range|json|\.(Names|State|Config|ID|Id|Image|Task|Node))/.test(text);

/** Files of a folder that is called so may be stacks by any name, such as `src/main/docker/app.yml`. */
export const stackFolder = /(^|\/)(docker|compose|docker-compose|containers|stacks)\/[^/]+\.ya?ml$/i;

/** Whether a file of such a folder reads like a stack. */
export const isStack = (text: string): boolean =>
  /^services:[ \t]*(#.*)?\r?$/m.test(text) && /^[ \t]+(image|build):/m.test(text) && !isTemplate(text);
