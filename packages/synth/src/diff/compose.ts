import { posix } from "node:path";
import { mapOf } from "./facts";

/**
 * A Compose file as data, with its relative paths from the project's folder rather than from its own. Undefined for what
 * is no YAML, as an edited file may be.
 */
export function readCompose(path: string, text: string): unknown {
  const yaml = require("yaml") as typeof import("yaml"); // most runs have nothing to read
  try {
    return fromProject(posix.dirname(path), mapOf(yaml.parse(text, { logLevel: "error" })));
  } catch {
    return undefined;
  }
}

function fromProject(folder: string, document: Readonly<Record<string, unknown>>): unknown {
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
