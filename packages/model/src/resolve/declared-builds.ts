import type { Problem } from "../problem";
import { build as buildSchema } from "../schema/build";
import type { WrittenDockerfiles } from "../written";
import { validate } from "./validate";
import { brokenWrittenBuild, isWritten } from "./written";

/** Every mistake in the builds of a declaration, which is looked at once for all environments. */
export function brokenBuilds(services: unknown, dockerfiles: WrittenDockerfiles): Problem[] {
  if (typeof services !== "object" || services === null) return [];
  return Object.entries(services).flatMap(([name, service]: [string, unknown]) => {
    const { build } = (service ?? {}) as { readonly build?: unknown };
    if (build === undefined) return [];
    const problems = isWritten(build) ? brokenWrittenBuild(build, dockerfiles[name]) : brokenStages(build);
    return problems.map((problem) => ({ ...problem, at: ["services", name, "build", ...problem.at] }));
  });
}

function brokenStages(build: unknown): readonly Problem[] {
  const result = validate(buildSchema, build);
  return "problems" in result ? result.problems : [];
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
