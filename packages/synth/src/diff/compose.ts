import { posix } from "node:path";
import type { DeclaredFolder } from "../declared";
import { mapOf } from "./facts";

type Document = Readonly<Record<string, unknown>>;

/** An environment of a stack as it was: its Compose file, joined with the one that all of them had. */
export interface OldCompose {
  readonly path: string;
  /** Compose's name of it: `shop-production`. */
  readonly name: string;
  readonly document: Document;
}

/** The environments that a folder has files of. What all have alike has no name, and stays where it is or goes. */
export function readOldCompose({ after, before, stacks }: DeclaredFolder): readonly OldCompose[] {
  const documents = [...before].flatMap(([path, text]) => {
    const document = /\.ya?ml$/.test(path) ? parse(path, text) : {};
    return "services" in document ? [{ path, document }] : [];
  });
  const shared = documents.filter(({ document }) => document.name === undefined);
  return documents.flatMap(({ document, path }) => {
    if (typeof document.name !== "string") return [];
    const base = stacks.find(({ environment, name }) => `${name}-${environment}` === document.name)?.files.base;
    const own = shared.filter((each) => each.path === base || !after.has(each.path));
    return [
      { path, name: document.name, document: [...own.map((each) => each.document), document].reduce(merged, {}) },
    ];
  });
}

/** Compose files as one, with relative paths from the project's folder. */
export const readCompose = (paths: readonly string[], texts: ReadonlyMap<string, string>): Document =>
  paths.map((path) => parse(path, texts.get(path) ?? "")).reduce(merged, {});

/** What is divided among files of ours is divided by keys. */
function merged(a: Document, b: Document): Document {
  const joined = Object.entries(b).map(([key, value]) => {
    const inner = mapOf(a[key]);
    return [key, Object.keys(inner).length > 0 ? merged(inner, mapOf(value)) : value];
  });
  return { ...a, ...Object.fromEntries(joined) };
}

/** Empty for what is no YAML, as an edited file may be. */
function parse(path: string, text: string): Document {
  const yaml = require("yaml") as typeof import("yaml"); // most runs have nothing to read
  try {
    return fromProject(posix.dirname(path), mapOf(yaml.parse(text, { logLevel: "error" })));
  } catch {
    return {};
  }
}

function fromProject(folder: string, document: Document): Document {
  const services = Object.entries(mapOf(document.services)).map(([name, service]) => [
    name,
    Object.fromEntries(
      Object.entries(mapOf(service)).map(([key, value]) => [key, withPaths.has(key) ? join(folder, value) : value]),
    ),
  ]);
  return { ...document, ...("services" in document && { services: Object.fromEntries(services) }) };
}

/** Where Compose takes a value that begins with a dot for a path. */
const withPaths = new Set(["build", "develop", "env_file", "volumes"]);

function join(folder: string, value: unknown): unknown {
  if (typeof value === "string") return /^\.\.?(\/|$)/.test(value) ? posix.join(folder, value) : value;
  if (Array.isArray(value)) return value.map((item) => join(folder, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, join(folder, inner)]));
}
