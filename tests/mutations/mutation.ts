import { resolve } from "node:path";
import { check, folderTree, policyIn, recover, type Tree } from "@quaywright/policy";
import { type Edit, write } from "./edit";

/** Changes of a clean repository, and the one rule that they make speak. */
export interface Mutation {
  readonly rule: string;
  /** Folder of `templates/`; `django-react` where none is named. */
  readonly template?: string;
  /** What makes the template into another clean repository first, where it has nothing to break. */
  readonly given?: Edit;
  /** Each of them alone makes the rule speak. */
  readonly breaks: Edit | readonly Edit[];
  /** What looks alike and is right. */
  readonly spares: Edit;
  /** What is then wrong as well, and is not the same thing. */
  readonly also?: readonly string[];
}

// of django-react
export const production = "docker-compose.prod.yml";
export const development = "docker-compose.dev.yml";
export const nginx = "docker/nginx/default.conf";
export const backend = "docker/backend/Dockerfile";
export const frontend = "docker/frontend/Dockerfile";
export const entrypoint = "docker/backend/entrypoint.sh";

/** Digests of generated files: they are changed by hand here. */
export const digests = ".projen/quaywright.json";

const trees = new Map<string, Tree>();

export function template(name = "django-react"): Tree {
  const known = trees.get(name) ?? write(digests, "{}\n")(folderTree(resolve("templates", name)));
  trees.set(name, known);
  return known;
}

/** What is found, whatever it weighs, each with how often. */
export function found(tree: Tree): ReadonlyMap<string, number> {
  const { findings, unread } = check(recover(tree, { today: "2026-11-21" }), policyIn(tree, { profile: "strict" }));
  if (unread.length > 0) throw new Error(unread.map(({ at, says }) => `${at.source.path}: ${says}`).join("\n"));
  const counts = new Map<string, number>();
  for (const { at, rule, says } of findings) {
    const told = `${rule.id} ${at.source.path}: ${says}`;
    counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  return counts;
}

/** What a change brings. */
export function brought(before: Tree, after: Tree): readonly string[] {
  const known = found(before);
  return [...found(after)].flatMap(([told, count]) => (count > (known.get(told) ?? 0) ? [told] : []));
}

export const ruleOf = (told: string): string => told.slice(0, told.indexOf(" "));
