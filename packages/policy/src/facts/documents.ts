import { type Place, place } from "../place";
import type { Repository } from "../recover/repository";

export interface ComposeCommand {
  readonly path: string;
  readonly line: string;
  readonly at: Place;
}

const documents =
  /(^|\/)(readme[^/]*|makefile|justfile|taskfile\.ya?ml|jenkinsfile|\.gitlab-ci\.yml|[^/]+\.mk)$|^docs?\/.*\.(md|rst|txt|adoc)$|\.(sh|md)$|^\.github\/workflows\//i;
const cache = new WeakMap<Repository, readonly ComposeCommand[]>();

/** The paths of documents, scripts and workflows, in which somebody writes commands. */
export const documentsOf = ({ tree }: Repository): string[] =>
  tree.paths.filter((path) => documents.test(path) && tree.size(path) < 2 ** 20);

/** `docker compose …` in documents, scripts and workflows. */
export function composeCommands(repository: Repository): readonly ComposeCommand[] {
  let found = cache.get(repository);
  if (found === undefined) {
    found = documentsOf(repository).flatMap((path) => {
      const source = repository.tree.read(path);
      if (source === undefined || !source.text.includes("compose")) return [];
      return [...source.text.matchAll(/docker[ -]compose(?=\s)[^\n`|;&#"')]*/g)].map(({ 0: line, index }) => ({
        path,
        line: line.trimEnd(),
        at: place(source, index, index + line.trimEnd().length),
      }));
    });
    cache.set(repository, found);
  }
  return found;
}

/** Whether a document, script, workflow or bake file says something. */
export const mentions = (repository: Repository, pattern: RegExp): boolean =>
  [
    ...documentsOf(repository),
    ...repository.tree.paths.filter((path) =>
      /(^|\/)(docker-bake[^/]*\.(hcl|json)|package\.json|tilt(file)?|skaffold\.ya?ml|[^/]*\.ya?ml)$/i.test(path),
    ),
  ].some((path) => pattern.test(repository.tree.read(path)?.text ?? ""));

export const escaped = (text: string): string => text.replace(/[^\w]/g, "\\$&");

const commands = new Set(["exec", "logs", "restart", "run", "start", "stop"]);
const valued = new Set([
  "-u",
  "--user",
  "-w",
  "--workdir",
  "-e",
  "--env",
  "--tail",
  "-n",
  "--entrypoint",
  "-p",
  "--publish",
  "-v",
  "--volume",
  "--name",
  "--index",
  "-t",
  "--timeout",
  "--since",
  "--until",
  "-l",
  "--label",
]);

/** The service that `exec`, `logs`, `run`, `restart`, `start` or `stop` is for. */
export function serviceNamed(line: string): string | undefined {
  const words = line.split(/\s+/);
  const at = words.findIndex((word) => commands.has(word));
  for (let index = at + 1; at > 0 && index < words.length; index += 1) {
    const word = words[index]!;
    if (valued.has(word)) index += 1;
    else if (!word.startsWith("-")) return /^[a-z][\w-]*$/.test(word) ? word : undefined;
  }
  return undefined;
}
