import type { Problem } from "../problem";
import { build as buildSchema } from "../schema/build";
import { validate } from "./validate";

/** Every mistake in the builds of a declaration, which is looked at once for all environments. */
export function brokenBuilds(services: unknown): Problem[] {
  if (typeof services !== "object" || services === null) return [];
  return Object.entries(services).flatMap(([name, service]: [string, unknown]) => {
    const { build } = (service ?? {}) as { readonly build?: unknown };
    const result = build === undefined ? { value: build } : validate(buildSchema, build);
    if (!("problems" in result)) return [];
    return result.problems.map((problem) => ({ ...problem, at: ["services", name, "build", ...problem.at] }));
  });
}

/** The declaration with an empty build where there are mistakes in it, so that the rest can be looked at as well. */
export function withoutBuilds<T extends { readonly services?: unknown }>(
  declaration: T,
  misbuilt: ReadonlySet<string>,
): T {
  if (misbuilt.size === 0) return declaration;
  const services = Object.entries(declaration.services as object).map(([name, service]) => [
    name,
    misbuilt.has(name) ? { ...service, build: { sources: [], stages: [] } } : service,
  ]);
  return { ...declaration, services: Object.fromEntries(services) };
}
