import type { ServiceShape } from "../schema/service";
import type { Elsewhere, Input } from "../stack";
import type { Shapes } from "./code";
import { targetsOf } from "./targets";

/** The machine itself, by the name that Docker has for it: https://docs.docker.com/reference/cli/docker/container/run/#add-host */
const machine = "host.docker.internal";

/**
 * The shapes where a service that runs elsewhere has no container: nobody waits for its start or meets it in a network
 * of the stack, and those who reach it may call the world. Where it is, whoever runs the stack sets, unless it is on
 * the machine itself.
 */
export function withExternals(shapes: Shapes): Shapes {
  const external = new Set(Object.keys(shapes).filter((name) => isElsewhere(shapes[name])));
  if (external.size === 0) return shapes;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      external.has(name) ? elsewhere(name, shape) : calling(shape, external),
    ]),
  );
}

function elsewhere(name: string, shape: ServiceShape): ServiceShape {
  const { external, facts, image, port, prefix, summary, variables } = shape;
  const rest = {
    external,
    ...(summary !== undefined && { summary }),
    ...(image !== undefined && { image }),
    ...(prefix !== undefined && { prefix }),
  };
  if (external === "url") return { ...rest, ...byUrl(name, facts) };
  if (external === "host") {
    return { ...rest, ...(port !== undefined && { port }), facts: { ...facts, host: machine }, variables };
  }
  const inputs = prefixOf(name);
  return {
    ...rest,
    facts: {
      url: { variable: `${inputs}_URL` },
      ...facts,
      host: { variable: `${inputs}_HOST` },
      ...(port !== undefined && { port: { variable: `${inputs}_PORT` } }),
    },
    variables: {
      ...variables,
      [`${inputs}_URL`]: { purpose: `URL of ${name}, which runs elsewhere.`, kind: "url" },
      [`${inputs}_HOST`]: { purpose: `Host of ${name}, which runs elsewhere.` },
      ...(port !== undefined && {
        [`${inputs}_PORT`]: { purpose: `Port of ${name}.`, kind: "number", default: String(port) },
      }),
    },
  };
}

/** Of the rest nothing is known but what kind of service it is. */
function byUrl(name: string, { engine }: NonNullable<ServiceShape["facts"]> = {}): Partial<ServiceShape> {
  const variable = `${prefixOf(name)}_URL`;
  const purpose = `URL of ${name}, which runs elsewhere, with user and password.`;
  return {
    facts: { ...(engine !== undefined && { engine }), url: { variable } },
    variables: { [variable]: { purpose, kind: "secret", issued: `whoever runs ${name}` } },
  };
}

/** What the variables begin with by which a service is found. */
export const prefixOf = (name: string): string => name.toUpperCase().replaceAll("-", "_");

function calling(shape: ServiceShape, external: ReadonlySet<string>): ServiceShape {
  const { needs = [], reaches = [] } = shape;
  if (!targetsOf(shape).some((name) => external.has(name))) return shape;
  const inside = needs.filter((name) => !external.has(name));
  return {
    ...shape,
    needs: inside,
    reaches: [...reaches, ...needs.filter((name) => external.has(name))],
    egress: true,
  };
}

export const isElsewhere = (shape: ServiceShape | undefined): boolean =>
  shape?.external !== undefined && shape.external !== false;

/** The services that have containers. */
export const running = (shapes: Shapes): Shapes =>
  Object.fromEntries(Object.entries(shapes).filter(([, shape]) => !isElsewhere(shape)));

/** The services that have none, with those of the inputs that say where they are. */
export const elsewhereIn = (shapes: Shapes, inputs: readonly Input[]): Elsewhere[] =>
  Object.entries(shapes)
    .filter(([, shape]) => isElsewhere(shape))
    .map(([name, { external, port, summary }]) => ({
      name,
      ...(summary !== undefined && { summary }),
      place:
        external === "host"
          ? { machine, ...(port !== undefined && { port }) }
          : {
              inputs: inputs
                .map((input) => input.name)
                .filter((input) => ["HOST", "PORT", "URL"].some((what) => input === `${prefixOf(name)}_${what}`)),
            },
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** The name of the machine itself, where a service reaches one that runs on it. */
export const machineFor = (shape: ServiceShape, shapes: Shapes): string | undefined =>
  targetsOf(shape).some((name) => shapes[name]?.external === "host") ? machine : undefined;
