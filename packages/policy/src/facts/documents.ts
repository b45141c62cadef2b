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
