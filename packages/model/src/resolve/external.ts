import type { ServiceShape } from "../schema/service";
import type { Shapes } from "./code";

/**
 * The shapes where a service that runs elsewhere has no container: nobody waits for its start or meets it in a network
 * of the stack, those who reach it may call the world, and its host and port are values that whoever runs the stack
 * sets.
 */
export function withExternals(shapes: Shapes): Shapes {
  const external = new Set(Object.keys(shapes).filter((name) => shapes[name]!.external === true));
  if (external.size === 0) return shapes;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      external.has(name) ? elsewhere(name, shape) : calling(shape, external),
    ]),
  );
}

function elsewhere(name: string, { facts, image, port, variables }: ServiceShape): ServiceShape {
  const prefix = name.toUpperCase().replaceAll("-", "_");
  return {
    external: true,
    ...(image !== undefined && { image }),
    facts: {
      ...facts,
      host: { variable: `${prefix}_HOST` },
      ...(port !== undefined && { port: { variable: `${prefix}_PORT` } }),
    },
    variables: {
      ...variables,
      [`${prefix}_HOST`]: { purpose: `Host of ${name}, which runs elsewhere.` },
      ...(port !== undefined && {
        [`${prefix}_PORT`]: { purpose: `Port of ${name}.`, kind: "number", default: String(port) },
      }),
    },
  };
}

function calling(shape: ServiceShape, external: ReadonlySet<string>): ServiceShape {
  const { needs = [], reaches = [], variables = {} } = shape;
  const read = Object.values(variables).flatMap((each) =>
    typeof each === "string" || each.from === undefined ? [] : [each.from.split(":")[0] ?? ""],
  );
  if (![...needs, ...reaches, ...read].some((name) => external.has(name))) return shape;
  const inside = (names: readonly string[]) => names.filter((name) => !external.has(name));
  return { ...shape, needs: inside(needs), reaches: inside(reaches), egress: true };
}

/** The services that have containers. */
export const running = (shapes: Shapes): Shapes =>
  Object.fromEntries(Object.entries(shapes).filter(([, { external }]) => external !== true));
