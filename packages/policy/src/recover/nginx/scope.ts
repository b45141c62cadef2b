import type { Repository } from "../repository";
import { folderOf, nameOf } from "../tree";
import type { Directive, NginxFile } from "./nodes";

/** What stands directly in a block or a file, what it includes from the repository with it. */
export function childrenOf(of: Directive | NginxFile, repository: Repository, depth = 0): readonly Directive[] {
  const own = "directives" in of ? of.directives : (of.block ?? []);
  if (depth > 5 || !own.some(({ name }) => name === "include")) return own;
  return own.flatMap((directive) =>
    directive.name === "include"
      ? [
          directive,
          ...(includedBy(directive, repository)?.flatMap((file) => childrenOf(file, repository, depth + 1)) ?? []),
        ]
      : [directive],
  );
}

/** The directives of a name that hold inside of a block: those of the nearest level that has any, as nginx inherits. */
export function inForce(block: Directive, name: string, repository: Repository): readonly Directive[] {
  for (let level: Directive | undefined = block; level !== undefined; level = level.parent) {
    const found = childrenOf(level, repository).filter((each) => each.name === name);
    if (found.length > 0) return found;
  }
  const top = block.file.directives.filter((each) => each.name === name);
  if (top.length > 0) return top;
  const http = httpAround(block.file, repository);
  return http === undefined ? [] : childrenOf(http, repository).filter((each) => each.name === name);
}

/** Whether something that holds in a block may stand in a file that is not here. */
export function mayHoldMore(block: Directive, repository: Repository): boolean {
  for (let level: Directive | undefined = block; level !== undefined; level = level.parent) {
    if (
      childrenOf(level, repository).some(
        (each) => each.name === "include" && includedBy(each, repository) === undefined,
      )
    )
      return true;
  }
  return false;
}

/** The `http` block of another file, which takes in this one. */
export function httpAround(file: NginxFile, { nginxFiles }: Repository): Directive | undefined {
  if (file.directives.some(({ name }) => name === "http")) return undefined;
  const mains = nginxFiles.flatMap((other) => other.directives.filter(({ name }) => name === "http"));
  const near = mains.filter((http) =>
    `${file.path}/`.startsWith(folderOf(http.file.path) === "" ? "" : `${folderOf(http.file.path)}/`),
  );
  return near.length === 1
    ? near[0]
    : mains.length === 1 && folderOf(folderOf(file.path)) === folderOf(mains[0]!.file.path)
      ? mains[0]
      : undefined;
}

/** Files that nginx brings along and that hold no settings a rule asks for. */
const harmless =
  /(^|\/)(mime\.types|(fastcgi|uwsgi|scgi)_params|fastcgi\.conf|modules-enabled\/.*|win-utf|koi-(utf|win))$/;

/** The files of the repository that an `include` means; undefined where they are not here. */
export function includedBy({ args, file }: Directive, repository: Repository): readonly NginxFile[] | undefined {
  const pattern = args[0]?.value ?? "";
  if (harmless.test(pattern)) return [];
  const name = nameOf(pattern);
  if (name.includes("*")) {
    const folder = nameOf(folderOf(pattern));
    const found = repository.nginxFiles.filter(
      (other) => other !== file && folder !== "" && nameOf(folderOf(other.path)) === folder,
    );
    return found.length > 0 ? found : undefined;
  }
  const paths = repository.tree.named(name).filter((path) => path !== file.path);
  const near = paths.find((path) => folderOf(path) === folderOf(file.path)) ?? paths[0];
  const read = near === undefined ? undefined : repository.nginx(near);
  return read === undefined ? undefined : [read];
}

/** The enclosing blocks of a name: `blockOf(directive, "server")`. */
export function blockOf(directive: Directive, name: string): Directive | undefined {
  for (let level: Directive | undefined = directive; level !== undefined; level = level.parent)
    if (level.name === name) return level;
  return undefined;
}

/** Headers that make a browser careful. */
export const security =
  /^(x-content-type-options|x-frame-options|content-security-policy|strict-transport-security|referrer-policy|permissions-policy|x-xss-protection)$/i;

/** The names that a server answers to. */
export const namesOf = (server: Directive): string[] =>
  server.block?.filter(({ name }) => name === "server_name").flatMap(({ args }) => args.map(({ value }) => value)) ??
  [];
