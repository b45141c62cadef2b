import type { JobShape, ServiceShape } from "../schema/service";
import type { Image, Mount, Need, Service } from "../stack";
import type { Networks } from "./networks";
import { inOrder } from "./pass-through";
import { resolveProbe } from "./probe";
import { ownerOf, stageOf, type View } from "./view";

/** What becoming the host's user takes of root: its ids, handing it the volumes, and stopping what is no longer root's. */
const becomeHost = ["CHOWN", "KILL", "SETGID", "SETUID"];

/** The services of a view, and their one-shot jobs. */
export function resolveServices(view: View, { of, outward }: Networks): Service[] {
  return Object.entries(view.shapes).flatMap(([name, shape]) => [
    resolveService(name, shape, view, of(name)),
    ...rollouts(shape).map(([job, declared]) => resolveJob(name, job, declared, view, outward(name))),
  ]);
}

/** A service's jobs that run once before it, by name. */
const rollouts = ({ jobs = {} }: ServiceShape): [string, JobShape][] =>
  Object.entries(jobs)
    .filter(([, { when }]) => when !== "start")
    .sort(([a], [b]) => (a < b ? -1 : 1));

function resolveService(name: string, shape: ServiceShape, view: View, networks: string[]): Service {
  const production = view.mode === "production";
  const { port, publish, resources = {}, sharedMemory, summary } = shape;
  const command = commandOf(name, shape, view);
  const probe = resolveProbe(shape, {
    at: ["services", name],
    client: stageOf(name, view)?.client,
    mode: view.mode,
    problems: view.problems,
  });
  checkPublished(name, shape, view);
  const address = shape.publishOn ?? (production ? undefined : "127.0.0.1");
  return {
    name,
    ...(summary !== undefined && { summary }),
    image: imageOf(name, shape, view),
    oneShot: false,
    ...(command !== undefined && { command }),
    variables: view.variables.get(name) ?? [],
    needs: needsOf(name, shape, view),
    ...(port !== undefined && { port }),
    ...(publish !== undefined && {
      publish: { ...(address !== undefined && { address }), input: publishedInput(name), port: publish },
    }),
    mounts: mountsOf(name, shape, view),
    networks,
    ...(probe !== undefined && { probe }),
    unprobed: probe === undefined,
    watch: shape.watch ?? [],
    ...(shape.user !== undefined && shape.user !== "host" && { user: shape.user }),
    capabilities: [...new Set([...(shape.capabilities ?? []), ...(shape.user === "host" ? becomeHost : [])])].sort(),
    readOnly: shape.readOnly ?? production,
    resources: Object.fromEntries(Object.entries(resources).filter(([, value]) => value !== undefined)),
    ...(sharedMemory !== undefined && { sharedMemory }),
    replicas: shape.replicas ?? 1,
    restarts: production,
    stopGrace: shape.stopGrace ?? 10,
    compose: inOrder(shape.compose ?? {}) as Service["compose"],
  };
}

function resolveJob(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const { sourcesOnly = false, summary } = declared;
  const { port: _port, publish: _publish, probe: _probe, jobs: _jobs, ...shape } = view.shapes[name]!;
  const service = resolveService(name, { ...shape, of: name, replicas: 1 }, view, networks);
  return {
    ...service,
    name: `${name}-${job}`,
    ...(summary !== undefined && { summary }),
    command: declared.command,
    oneShot: true,
    needs: sourcesOnly ? [] : service.needs.filter(({ condition }) => condition !== "completed"),
    mounts: sourcesOnly ? service.mounts.filter(({ kind }) => kind === "source") : service.mounts,
    networks: sourcesOnly ? [] : networks,
    watch: [],
    restarts: false,
    unprobed: true,
  };
}

function commandOf(name: string, { command, reloads }: ServiceShape, view: View): readonly string[] | undefined {
  const reloader = view.mode === "development" && reloads === true ? stageOf(name, view)?.reloader : undefined;
  return command === undefined || reloader === undefined ? command : [reloader, ...command];
}

/** The name under which the host's port of a service is chosen. */
export const publishedInput = (service: string): string =>
  `${service.toUpperCase().replaceAll("-", "_")}_PUBLISHED_PORT`;

function imageOf(name: string, shape: ServiceShape, view: View): Image {
  const owner = ownerOf(name, view.shapes);
  const stage = stageOf(name, view);
  if (stage === undefined) return { kind: "pulled", reference: shape.image ?? "" };
  const values = (view.variables.get(owner) ?? []).flatMap(({ name: variable, phase, source }) =>
    phase === "build" && source.kind !== "input" ? [[variable, source.value] as const] : [],
  );
  return {
    kind: "built",
    repository: `${view.stack}-${owner}`,
    tag: view.environment,
    dockerfile: `${view.images}/${owner}/Dockerfile`,
    target: stage.name,
    arguments: Object.fromEntries(values),
    contexts: [...new Set((view.sites.get(owner)?.served ?? []).map(({ service }) => service))],
    owner: owner === name && shape.of === undefined,
  };
}

function needsOf(name: string, shape: ServiceShape, { shapes }: View): Need[] {
  const declared = (shape.needs ?? []).map((service): Need => {
    const probed = shapes[service]?.probe;
    return { service, condition: probed === undefined || probed === false ? "started" : "healthy" };
  });
  const proxied = Object.values(shape.site?.routes ?? {}).flatMap((to): Need[] =>
    typeof to === "string" ? [{ service: to.split(":")[0] ?? "", condition: "started" }] : [],
  );
  const owner = ownerOf(name, shapes);
  const completed = rollouts(shapes[owner] ?? {}).map(
    ([job]): Need => ({ service: `${owner}-${job}`, condition: "completed" }),
  );
  const needs = new Map([...proxied, ...declared, ...completed].map((need) => [need.service, need]));
  return [...needs.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

function mountsOf(name: string, shape: ServiceShape, view: View): Mount[] {
  const byTarget = (a: { target: string }, b: { target: string }) => (a.target < b.target ? -1 : 1);
  const sources = Object.entries(shape.mounts ?? {}).map(([target, source]) => ({
    kind: "source" as const,
    source,
    target,
  }));
  const volumes = Object.entries(shape.volumes ?? {}).map(([volume, target]) => ({
    kind: "volume" as const,
    volume: volumeName(ownerOf(name, view.shapes), volume),
    target,
    readOnly: false,
  }));
  const served = (view.sites.get(name)?.served ?? []).flatMap(({ service, volume, target }) =>
    volume === undefined
      ? []
      : [
          {
            kind: "volume" as const,
            volume: volumeName(ownerOf(service, view.shapes), volume),
            target,
            readOnly: true,
          },
        ],
  );
  const scratch = (shape.scratch ?? []).map((target) => ({ kind: "scratch" as const, target }));
  return [...sources.sort(byTarget), ...[...volumes, ...served].sort(byTarget), ...scratch.sort(byTarget)];
}

/** Volumes of one stack share a name space: each is named after its service. */
const volumeName = (service: string, volume: string): string => `${service}-${volume}`;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

function checkPublished(
  name: string,
  { loopbackBecause, publish, publishOn }: ServiceShape,
  { mode, problems }: View,
): void {
  if (loopbackBecause === undefined || publish === undefined) return;
  if (mode === "production" && publishOn === undefined) {
    problems.push({
      at: ["services", name, "publish"],
      found: `published port ${publish}`,
      expected: "none in production",
      why: loopbackBecause,
    });
  } else if (publishOn !== undefined && !loopback.has(publishOn)) {
    problems.push({
      at: ["services", name, "publishOn"],
      found: `address \`${publishOn}\``,
      expected: "`127.0.0.1`",
      why: loopbackBecause,
    });
  }
}
