import { modeOf, specialize } from "../environment";
import { nearest } from "../nearest";
import type { Problem } from "../problem";
import { build as buildSchema } from "../schema/build";
import { service as serviceSchema } from "../schema/service";
import { type StackShape, stack as stackSchema } from "../schema/stack";
import type { Input, Stack } from "../stack";
import { resolveBuilds } from "./builds";
import { shareCode } from "./code";
import { brokenEnvironments } from "./environments";
import { brokenLinks } from "./links";
import { resolveNetworks } from "./networks";
import { cycles, startOrder } from "./order";
import { bypasses, unwritable } from "./pass-through";
import { brokenPorts } from "./published";
import { publishedInput } from "./service";
import { resolveServices } from "./services";
import { validate, without } from "./validate";
import { collectInputs } from "./variables";
import { createView, type View } from "./view";

/** A declaration as data, before anything about it is known to be right. */
export interface UncheckedDeclaration {
  readonly environments?: readonly string[];
  readonly [key: string]: unknown;
}

export const defaultEnvironments = ["development", "production"] as const;

/** The stack in each of its environments, in their declared order; or every mistake in the declaration. */
export function resolve(declaration: UncheckedDeclaration): { stacks: Stack[] } | { problems: Problem[] } {
  const { environments = defaultEnvironments, ...rest } = declaration;
  const misnamed = brokenEnvironments(environments);
  if (misnamed.length > 0) return { problems: misnamed };
  const names = new Set([...environments, ...defaultEnvironments]);
  const reserved = Object.keys((rest.services ?? {}) as object).filter((name) => names.has(name));
  if (reserved.length > 0) return { problems: reserved.map(namedLikeAnEnvironment) };
  const misbuilt = checkBuilds(rest.services);
  const declared = withoutBuilds(rest, new Set(misbuilt.map(({ at }) => String(at[1]))));
  const results = environments.map((environment) => view(declared, environment, names));
  const views = results.flatMap((result) => ("view" in result ? [result.view] : []));
  const problems = [...misbuilt, ...results.flatMap((result) => ("problems" in result ? result.problems : []))];
  if (problems.length > 0) return { problems: distinct(problems) };
  const builds = resolveBuilds([...views].sort((a, b) => weight(b) - weight(a)));
  const stacks = views.map((each) => stackOf(each, builds));
  const late = distinct(views.flatMap((each) => each.problems));
  return late.length > 0 ? { problems: late } : { stacks };
}

/** Images and files have the values of production, and where there is none those of what is like it. */
const weight = ({ environment, mode }: View): number =>
  environment === "production" ? 2 : Number(mode === "production");

/** The declaration with an empty build where there are mistakes in it, so that the rest can be looked at as well. */
function withoutBuilds<T extends { readonly services?: unknown }>(declaration: T, misbuilt: ReadonlySet<string>): T {
  if (misbuilt.size === 0) return declaration;
  const services = Object.entries(declaration.services as object).map(([name, service]) => [
    name,
    misbuilt.has(name) ? { ...service, build: { sources: [], stages: [] } } : service,
  ]);
  return { ...declaration, services: Object.fromEntries(services) };
}

/** Every mistake in the builds of a declaration, which is looked at once for all environments. */
function checkBuilds(services: unknown): Problem[] {
  if (typeof services !== "object" || services === null) return [];
  return Object.entries(services).flatMap(([name, service]: [string, unknown]) => {
    const { build } = (service ?? {}) as { readonly build?: unknown };
    const result = build === undefined ? { value: build } : validate(buildSchema, build);
    if (!("problems" in result)) return [];
    return result.problems.map((problem) => ({ ...problem, at: ["services", name, "build", ...problem.at] }));
  });
}

function view(
  declaration: object,
  environment: string,
  names: ReadonlySet<string>,
): { view: View } | { problems: Problem[] } {
  const specialized = specialize(declaration, environment, names);
  const whole = validate<StackShape>(stackSchema, specialized);
  const misshapen = "problems" in whole ? whole.problems : [];
  const valid = "problems" in whole ? validate<StackShape>(stackSchema, without(specialized, misshapen)) : whole;
  if ("problems" in valid) return { problems: misshapen };
  const { name, services, files = {} } = valid.value;
  const present = Object.entries(services).filter(([, shape]) => isIn(environment, shape.environments));
  const shapes = shareCode(Object.fromEntries(present));
  const suspects = new Set(
    misshapen.flatMap(({ at: [first, service, key] }) =>
      first === "services" && (key === undefined || key in serviceSchema.shape) ? [String(service)] : [],
    ),
  );
  const problems = [
    ...misshapen,
    ...brokenLinks(Object.fromEntries(present), { shapes, all: Object.keys(services), suspects }),
    ...cycles(shapes),
    ...present.flatMap(([service, shape]) => (suspects.has(service) ? [] : withoutCode(service, shape))),
    ...Object.entries(shapes).flatMap(([service, shape]) => brokenTarget(service, shape)),
    ...brokenPorts(Object.fromEntries(Object.entries(shapes).filter(([service]) => !suspects.has(service)))),
    ...present.flatMap(([service, shape]) => [...bypasses(service, shape), ...unwritable(service, shape)]),
    ...unknownEnvironments(services, names),
  ];
  if (problems.length > 0) return { problems };
  const { images = "docker", secrets = "secrets" } = files;
  const mode = modeOf(environment);
  return { view: createView({ stack: name, environment, mode, images, layout: files, shapes, problems }, secrets) };
}

const isIn = (environment: string, environments: readonly string[] = [environment]): boolean =>
  environments.includes(environment) || (modeOf(environment) === "production" && environments.includes("production"));

function stackOf(view: View, builds: Stack["builds"]): Stack {
  const { stack: name, environment, mode, layout, shapes, variables, problems } = view;
  const networks = resolveNetworks(shapes);
  const unordered = resolveServices(view, networks);
  const twice = namedTwice(unordered.map((service) => service.name));
  const services = twice.length > 0 ? unordered : startOrder(unordered);
  const volumes = services.flatMap(({ mounts }) =>
    mounts.flatMap((mount) => (mount.kind === "volume" ? [mount.volume] : [])),
  );
  problems.push(...twice);
  const used = new Set(services.flatMap(({ image }) => (image.kind === "built" ? [image.repository] : [])));
  const inputs = [...collectInputs(variables, problems), ...services.flatMap(portInput)];
  return {
    name,
    environment,
    mode,
    files: {
      compose: layout.compose ?? (mode === "development" ? "compose.yaml" : `compose.${environment}.yaml`),
      env: layout.env ?? ".env.example",
      secrets: layout.secrets ?? "secrets",
    },
    services,
    builds: builds.filter(({ image }) => used.has(image)),
    networks: networks.networks,
    volumes: [...new Set(volumes)].sort(),
    inputs: inputs.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const portInput = ({ name, publish }: Stack["services"][number]): Input[] =>
  publish === undefined
    ? []
    : [
        {
          name: publishedInput(name),
          purpose: `Port of the host for ${name}.`,
          kind: "number",
          default: String(publish.port),
          required: false,
          rule: {},
          readers: [name],
        },
      ];

/** Jobs are services of their own, named after the one that they are of. */
const namedTwice = (names: readonly string[]): Problem[] =>
  names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => ({
      at: ["services", name],
      found: `service \`${name}\`, the name of a job`,
      expected: "another name",
    }));

const namedLikeAnEnvironment = (name: string): Problem => ({
  at: ["services", name],
  found: `service \`${name}\`, the name of an environment`,
  expected: "another name",
  why: "An object with environments' names for keys is a value for each environment.",
});

function withoutCode(name: string, { build, image, of }: StackShape["services"][string]): Problem[] {
  const given = [build !== undefined && "build", image !== undefined && "image", of !== undefined && "of"].filter(
    Boolean,
  );
  if (given.length === 1) return [];
  const found = given.length === 0 ? "a service without code" : given.map((key) => `\`${String(key)}\``).join(" and ");
  return [{ at: ["services", name], found, expected: "one of `build`, `image`, `of`" }];
}

/** A stage that the build does not have; of a build with mistakes, which has none here, nothing is known. */
function brokenTarget(name: string, { build, of, target }: StackShape["services"][string]): Problem[] {
  if (target === undefined || (build === undefined && of !== undefined)) return [];
  const stages = build?.stages.map((stage) => stage.name) ?? [];
  if (build !== undefined && (stages.length === 0 || stages.includes(target))) return [];
  const suggestion = nearest(target, stages);
  return [
    {
      at: ["services", name, "target"],
      found: `stage \`${target}\``,
      expected:
        build === undefined ? "a service that is built" : `one of ${stages.map((each) => `\`${each}\``).join(", ")}`,
      ...(suggestion !== undefined && { suggestion }),
    },
  ];
}

function unknownEnvironments(services: StackShape["services"], names: ReadonlySet<string>): Problem[] {
  return Object.entries(services).flatMap(([service, { environments = [] }]) =>
    environments.flatMap((environment, index) =>
      names.has(environment)
        ? []
        : [
            {
              at: ["services", service, "environments", index],
              found: `environment \`${environment}\``,
              expected: `one of ${[...names].map((name) => `\`${name}\``).join(", ")}`,
            },
          ],
    ),
  );
}

/** Environments repeat one another's mistakes; each is told once. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.at, problem.found]), problem])).values()];
}
