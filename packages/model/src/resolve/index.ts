import { posix } from "node:path";
import { z } from "zod";
import type { Problem } from "../problem";
import { type CiShape, ci } from "../schema/ci";
import { images } from "../schema/images";
import type { Input, Stack } from "../stack";
import type { WrittenDockerfiles } from "../written";
import { addressedIn } from "./addressed";
import { apart } from "./apart";
import { resolveApplications } from "./applications";
import { brokenSystems } from "./broken-systems";
import { overdrawn } from "./budget";
import { resolveBuilds } from "./builds";
import { resolveCi } from "./ci";
import { brokenConfigs } from "./configs";
import { brokenBuilds, withoutBuilds } from "./declared-builds";
import { namedLikeAnEnvironment } from "./declared-services";
import { brokenEnvironments } from "./environments";
import { elsewhereIn } from "./external";
import { brokenLayout } from "./layout";
import { brokenNames } from "./names";
import { resolveNetworks } from "./networks";
import { startOrder } from "./order";
import { resolvePages } from "./pages";
import { see } from "./see";
import { resolveServices } from "./services";
import { longNames } from "./swarm";
import { validate } from "./validate";
import { collectInputs } from "./variables";
import type { View } from "./view";
import { withWritten } from "./written";

/** A declaration as data, before anything about it is known to be right. */
export interface UncheckedDeclaration {
  readonly environments?: readonly string[];
  readonly [key: string]: unknown;
}

export const defaultEnvironments = ["development", "production"] as const;

/**
 * The stack in each of its environments, in their declared order; or every mistake in the declaration.
 *
 * @param dockerfiles What the Dockerfiles say that builds of the declaration name.
 */
export function resolve(
  declaration: UncheckedDeclaration,
  dockerfiles: WrittenDockerfiles = {},
): { stacks: Stack[] } | { problems: Problem[] } {
  const { ci: automation, environments = defaultEnvironments, images: supply = {}, ...rest } = declaration;
  const misnamed = brokenEnvironments(environments);
  if (misnamed.length > 0) return { problems: misnamed };
  const names = new Set([...environments, ...defaultEnvironments]);
  const reserved = Object.keys((rest.services ?? {}) as object).filter((name) => names.has(name));
  if (reserved.length > 0) return { problems: reserved.map(namedLikeAnEnvironment) };
  const wrongBuilds = brokenBuilds(rest.services, dockerfiles);
  const misbuilt = new Set(wrongBuilds.map(({ at }) => String(at[1])));
  const declared = withWritten(withoutBuilds(rest, misbuilt), dockerfiles);
  const supplied = validate(z.strictObject({ images }), { images: supply });
  const automated = validate(z.strictObject({ ci: ci.optional() }), { ci: automation });
  const wrongShapes = [supplied, automated].flatMap((each) => ("problems" in each ? each.problems : []));
  const found = "problems" in supplied ? {} : supplied.value.images;
  const shape = "problems" in automated ? undefined : automated.value.ci;
  const addressed = addressedIn(declared, environments, names);
  const sights = environments.map((environment) => see(declared, environment, names, misbuilt, found, addressed));
  const views = sights.flatMap((sight) => sight.view ?? []);
  const builds = resolveBuilds([...views].sort((a, b) => weight(b) - weight(a)));
  const stacks = views.map((view) => stackOf(view, builds, shape));
  const told = [...sights, ...views].flatMap((each) => each.problems);
  const problems = [
    ...wrongShapes,
    ...wrongBuilds,
    ...told,
    ...brokenConfigs(stacks),
    ...brokenSystems(builds),
    ...brokenNames(stacks, found),
  ];
  return problems.length > 0 ? { problems: distinct(problems) } : { stacks: apart(stacks) };
}

/** Images and files have the values of production, and where there is none those of what is like it. */
const weight = ({ environment, mode }: View): number =>
  environment === "production" ? 2 : Number(mode === "production");

function stackOf(view: View, builds: Stack["builds"], ci: CiShape | undefined): Stack {
  const {
    stack: name,
    project,
    environment,
    fetchSecret,
    logging,
    mode,
    layout,
    shapes,
    swarm,
    variables,
    problems,
  } = view;
  const networks = resolveNetworks(shapes);
  const unordered = resolveServices(view, networks);
  const twice = namedTwice(unordered.map((service) => service.name));
  const services = twice.length > 0 ? unordered : startOrder(unordered);
  const volumes = services.flatMap(({ mounts }) =>
    mounts.flatMap((mount) => (mount.kind === "volume" ? [mount.volume] : [])),
  );
  problems.push(...twice, ...brokenLayout(view), ...overdrawn(services, shapes));
  const used = new Set(services.flatMap(({ image }) => (image.kind === "built" ? [image.repository] : [])));
  const inputs = [...collectInputs(variables, problems), ...services.flatMap(portInput)];
  if (swarm !== undefined) problems.push(...longNames(project, inputs, services));
  return {
    name,
    project,
    environment,
    mode,
    files: {
      ...(layout.base !== undefined && { base: layout.base }),
      compose: layout.compose ?? (mode === "development" ? "compose.yaml" : `compose.${environment}.yaml`),
      ...(layout.pull !== undefined && environment === "production" && { pull: layout.pull }),
      ...(swarm !== undefined && { stack: layout.stack ?? `stack.${environment}.yaml` }),
      env: layout.env ?? ".env.example",
      bake: layout.bake ?? "docker-bake.hcl",
      secrets: layout.secrets ?? "secrets",
      ...(mode === "production" &&
        used.size > 0 && { deploy: layout.deploy ?? inFolder(view.folder, `deploy.${environment}.sh`) }),
      ...(services.some(({ schedule }) => schedule !== undefined) && schedulesIn(view)),
    },
    images: {
      ...(view.images.registry !== undefined && { registry: view.images.registry }),
      ...(view.images.mirror !== undefined && { mirror: view.images.mirror }),
      ...(view.images.version !== undefined && view.images.version !== "git" && { version: view.images.version }),
      platforms: view.images.platforms ?? ["linux/amd64", "linux/arm64"],
    },
    ...(ci !== undefined && { ci: resolveCi(ci) }),
    services,
    elsewhere: elsewhereIn(shapes, inputs),
    builds: builds.filter(({ image }) => used.has(image)),
    networks: networks.networks,
    volumes: [...new Set(volumes)].sort(),
    inputs: inputs.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(fetchSecret !== undefined && { fetchSecret }),
    ...(logging !== undefined && { logging }),
    ...(swarm !== undefined && { swarm }),
    pages: resolvePages(view.pages),
    nx: view.nx,
    waivers: view.waivers,
    locked: Object.entries(shapes).flatMap(([service, { locked = [] }]) =>
      locked.map((each) => ({ ...each, at: ["services", service, ...each.at] })),
    ),
    applications: resolveApplications(view),
  };
}

function schedulesIn({ environment, folder, layout }: View): Pick<Stack["files"], "schedule" | "units"> {
  const schedule = layout.schedule ?? inFolder(folder, `schedule.${environment}.sh`);
  return { schedule, units: inFolder(posix.dirname(schedule), "systemd") };
}

const inFolder = (folder: string, file: string): string => (folder === "." ? file : `${folder}/${file}`);

const portInput = ({ name, published }: Stack["services"][number]): Input[] =>
  published.map(({ input, port, purpose }) => ({
    name: input,
    purpose,
    kind: "number",
    phase: "run",
    default: String(port),
    required: false,
    rule: {},
    readers: [name],
  }));

/** Jobs are services of their own, named after the one that they are of. */
function namedTwice(names: readonly string[]): Problem[] {
  const sorted = [...names].sort();
  return sorted
    .filter((name, index) => sorted[index + 1] === name)
    .map((name) => ({
      at: ["services", name],
      found: `service \`${name}\`, the name of a job`,
      expected: "another name",
    }));
}

/** Environments repeat one another's mistakes; each is told once. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.at, problem.found]), problem])).values()];
}
