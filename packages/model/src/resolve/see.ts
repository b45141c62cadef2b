import { modeOf, specialize } from "../environment";
import type { Problem } from "../problem";
import type { ImagesShape } from "../schema/images";
import { type ServiceShape, service as serviceSchema } from "../schema/service";
import { type StackShape, stack as stackSchema } from "../schema/stack";
import { type Addressed, isIn, withAddresses } from "./addressed";
import { applied } from "./applied";
import { brokenFront } from "./broken-front";
import { brokenPrefixes } from "./broken-prefix";
import { brokenSite } from "./broken-site";
import { withClients } from "./clients";
import { type Shapes, shareCode } from "./code";
import { brokenJobs, brokenTarget, severalOfOne, unknownEnvironments, withoutCode } from "./declared-services";
import { brokenEntrypoint } from "./entrypoint";
import { withExternals } from "./external";
import { withFronts } from "./front-variables";
import { splitMemory } from "./in-memory";
import { brokenLinks } from "./links";
import { brokenLocalhost, withLocalhost } from "./localhost";
import { cycles } from "./order";
import { bypasses, unwritable } from "./pass-through";
import { brokenPorts, exposedPort } from "./published";
import { brokenReaders } from "./readers";
import { isAskedBelow } from "./routes";
import { brokenSchedules, unscheduled } from "./schedules";
import { brokenSwarm, resolveSwarm } from "./swarm";
import { validate, without } from "./validate";
import { createView, type View } from "./view";
import { takenApart, withoutParts, withWholeUrls } from "./whole-urls";
import { brokenWrappers } from "./wrappers";
import { brokenWritable, withWritable } from "./writable";
import { brokenWritten } from "./written";

/** What one environment sees of a declaration. */
export interface Sight {
  readonly problems: readonly Problem[];
  /** The services that are right in themselves; absent where nothing can be resolved of any. */
  readonly view?: View;
}

/** What is right in a declaration, under any name where its own is wrong. */
const rightIn = (declaration: unknown, wrong: readonly Problem[]): object => ({
  name: "stack",
  ...(without(declaration, wrong) as object),
});

/** A declaration as an environment sees it, with every mistake in its shape and its links. */
export function see(
  declaration: object,
  environment: string,
  names: ReadonlySet<string>,
  misbuilt: ReadonlySet<string>,
  supply: ImagesShape,
  addressed: Addressed,
): Sight {
  const specialized = specialize(declaration, environment, names);
  const whole = validate<StackShape>(stackSchema, specialized);
  const wrong = "problems" in whole ? whole.problems : [];
  const valid = "problems" in whole ? validate<StackShape>(stackSchema, rightIn(specialized, wrong)) : whole;
  if ("problems" in valid) return { problems: wrong };
  const {
    authorities = [],
    fetchSecret,
    files = {},
    handbook = {},
    locale,
    logging,
    name,
    nx = false,
    project = `${name}-${environment}`,
    services,
    swarm,
    timezone,
    waivers = [],
  } = valid.value;
  const visible = withWholeUrls(
    withAddresses(
      Object.fromEntries(
        Object.entries(services)
          .filter(([, shape]) => isIn(environment, shape.environments))
          .map(([service, shape]) => [service, timezone === undefined ? shape : inZone(shape, timezone)]),
      ),
      addressed,
    ),
  );
  const apart = Object.entries(visible).flatMap(([service, shape]) => takenApart(service, shape, visible));
  const present = Object.fromEntries(
    Object.entries(visible).map(([service, shape]) => [service, withoutParts(shape, visible)]),
  );
  const mode = modeOf(environment);
  const shapes = withWritable(
    withExternals(
      withLocalhost(
        shareCode(
          withClients(
            Object.fromEntries(
              Object.entries(present).map(([each, shape]) => [
                each,
                applied(shape, mode === "production" || isAskedBelow(each, Object.values(present))),
              ]),
            ),
          ),
        ),
      ),
    ),
  );
  const misshapen = [...wrong, ...Object.entries(present).flatMap(ofPreset)];
  const mistaken = Object.keys(present).filter((service) => (present[service]?.mistakes ?? []).length > 0);
  const suspects = new Set([...misbuilt, ...mistaken, ...wrong.flatMap(suspect)]);
  const sound = (all: Shapes): Shapes =>
    Object.fromEntries(
      Object.entries(all).filter(([service, { of }]) => !suspects.has(service) && !suspects.has(of ?? "")),
    );
  const right = sound(shapes);
  const known = Object.fromEntries(
    Object.entries(shapes).map(([each, shape]) => [each, suspects.has(each) ? {} : shape]),
  );
  const circles = cycles(shapes);
  const problems = [
    ...misshapen,
    ...apart,
    ...brokenLinks(present, { shapes, all: Object.keys(services), suspects }),
    ...circles,
    ...Object.entries(sound(present)).flatMap(([service, shape]) => [
      ...withoutCode(service, shape),
      ...splitMemory(service, shape),
    ]),
    ...Object.entries(right).flatMap(([service, shape]) => [
      ...brokenTarget(service, shape),
      ...exposedPort(service, shape, mode),
      ...severalOfOne(service, shape),
      ...brokenWrappers(service, shape),
      ...brokenWritten(service, shape),
      ...brokenEntrypoint(service, shape),
      ...brokenLocalhost(service, shape, known),
      ...brokenReaders(service, right),
      ...brokenSite(service, shape, known, addressed),
      ...brokenPrefixes(service, shape, known),
      ...brokenFront(service, shape, known, mode),
    ]),
    ...brokenPorts(right, { environment, services: (declaration as { readonly services?: unknown }).services }),
    ...Object.entries(present).flatMap(([service, shape]) => [
      ...brokenJobs(service, shape),
      ...brokenSchedules(service, shape),
      ...bypasses(service, shape),
      ...unwritable(service, shape),
      ...brokenWritable(service, shape),
    ]),
    ...(resolveSwarm(swarm) === undefined ? [] : brokenSwarm({ project, environment, mode, services: right })),
    ...(resolveSwarm(swarm) === undefined ? [] : unscheduled(right)),
    ...unknownEnvironments(services, names),
  ];
  if (circles.length > 0) return { problems };
  const { images: folder = "docker", secrets = "secrets" } = files;
  const given = {
    stack: name,
    project,
    environment,
    mode,
    folder,
    images: supply,
    layout: files,
    pages: handbook,
    nx,
    waivers,
    system: { authorities, locale },
    fetchSecret,
    logging,
    swarm: resolveSwarm(swarm),
    addressed,
    problems: [],
  };
  return { problems, view: createView({ ...given, shapes: withFronts(right, mode) }, secrets) };
}

/** A service with the time zone of its stack, unless it says its own. */
const inZone = (shape: ServiceShape, timezone: string): ServiceShape => ({
  ...shape,
  variables: { TZ: { purpose: "Time zone.", value: timezone }, ...shape.variables },
});

/** Mistakes in the options of a preset, at the place where its user wrote them. */
const ofPreset = ([service, { mistakes = [] }]: [string, ServiceShape]): Problem[] =>
  mistakes.map((problem) => ({ ...problem, at: ["services", service, ...problem.at] }));

/** A service with a mistake in what it says; one whose only mistake is an unknown key says the rest. */
const suspect = ({ at: [first, service, key] }: Problem): string[] =>
  first === "services" && (key === undefined || key in serviceSchema.shape) ? [String(service)] : [];
