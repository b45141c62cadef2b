import { posix } from "node:path";
import { placeOf } from "../place";
import type { ServiceShape } from "../schema/service";
import type { Image, Mount, Need, Service, Variable } from "../stack";
import { isNamed } from "../written";
import { configsOf } from "./configs";
import { entrypointOf } from "./entrypoint";
import { isElsewhere, machineFor } from "./external";
import { frontsOf } from "./front";
import { oneProcess } from "./in-memory";
import { mirrored } from "./mirror";
import { inOrder } from "./pass-through";
import { resolveProbe } from "./probe";
import { publishedOf } from "./published";
import { readBy } from "./readers";
import { rolloutsOf } from "./rollout";
import { takenBy } from "./routes";
import { certificates } from "./site";
import { folderOf, ownerOf, placesOf, repositoriesBeside, repositoryOf, stageOf, type View } from "./view";
import { foldersJobOf, placeAt } from "./writable";

/** What becoming the host's user takes of root: its ids, handing it the volumes, and stopping what is no longer root's. */
const becomeHost = ["CHOWN", "KILL", "SETGID", "SETUID"];

/** A service with every default filled. */
export function resolveService(name: string, shape: ServiceShape, view: View, networks: string[]): Service {
  const production = view.mode === "production";
  const { port, profile, resources = {}, sharedMemory, summary } = shape;
  const command = commandOf(name, shape, view);
  const variables = readBy(name, view.variables.get(name) ?? []);
  const machine = machineFor(shape, view.shapes);
  const [front] = frontsOf(name, view.shapes, view.mode);
  const probe = resolveProbe(shape, {
    at: ["services", name],
    client: stageOf(name, view)?.client,
    mode: view.mode,
    problems: view.problems,
  });
  return {
    name,
    ...(summary !== undefined && { summary }),
    image: imageOf(name, shape, view),
    ...(profile !== undefined && { profile }),
    oneShot: false,
    ...entrypointOf(shape, variables),
    ...(command !== undefined && { command }),
    variables,
    needs: needsOf(name, shape, view),
    ...(port !== undefined && { port }),
    published: publishedOf(name, shape, view.mode),
    mounts: mountsOf(name, shape, view),
    configs: configsOf(name, shape, view),
    networks,
    ...(machine !== undefined && { machine }),
    reaches: [],
    ...(probe !== undefined && { probe }),
    unprobed: probe === undefined,
    watch: shape.watch ?? [],
    ...(shape.user !== undefined && shape.user !== "host" && { user: shape.user }),
    capabilities: [...new Set([...(shape.capabilities ?? []), ...(shape.user === "host" ? becomeHost : [])])].sort(),
    readOnly: shape.readOnly ?? production,
    resources: Object.fromEntries(Object.entries(resources).filter(([, value]) => value !== undefined)),
    ...(sharedMemory !== undefined && { sharedMemory }),
    replicas: shape.replicas ?? 1,
    ...(shape.container !== undefined && { container: shape.container }),
    ...singleOf(shape),
    restarts: production,
    stopGrace: shape.stopGrace ?? 10,
    ...(front?.service === name && { front }),
    ...(shape.page !== undefined && { page: shape.page }),
    ...(shape.test !== undefined && { test: shape.test }),
    compose: inOrder(shape.compose ?? {}) as Service["compose"],
  };
}

function singleOf({ inMemory, singleBecause }: ServiceShape): Pick<Service, "single"> {
  const why = inMemory === undefined ? singleBecause : oneProcess(inMemory);
  return why === undefined ? {} : { single: why };
}

function readAtBuild(variables: readonly Variable[]): Pick<Extract<Image, { kind: "built" }>, "arguments" | "secrets"> {
  const read = variables.filter(({ phase }) => phase === "build");
  return {
    arguments: read.filter(({ kind }) => kind !== "secret"),
    secrets: read.flatMap(({ kind, source }) =>
      kind === "secret" && source.kind === "input" ? [source.input.name.toLowerCase()] : [],
    ),
  };
}

export function commandOf(name: string, { command, reloads }: ServiceShape, view: View): readonly string[] | undefined {
  const reloader = view.mode === "development" && reloads === true ? stageOf(name, view)?.reloader : undefined;
  return command === undefined || reloader === undefined ? command : [reloader, ...command];
}

export function imageOf(name: string, shape: ServiceShape, view: View): Image {
  const owner = ownerOf(name, view.shapes);
  const stage = stageOf(name, view);
  if (stage === undefined) return { kind: "pulled", reference: mirrored(shape.image ?? "", view.images.mirror) };
  return {
    kind: "built",
    build: owner,
    repository: repositoryOf(owner, view),
    also: repositoriesBeside(owner, view),
    tag: view.environment,
    dockerfile: placeOf({ folder: folderOf(owner, view), places: placesOf(owner, view) }, "Dockerfile"),
    context: view.shapes[owner]?.build?.written?.context ?? ".",
    ...(isNamed(stage) && { target: stage.name }),
    ...readAtBuild(view.variables.get(owner) ?? []),
    contexts: [...new Set((view.sites.get(owner)?.served ?? []).map(({ service }) => service))].filter(
      (service) => stageOf(service, view) !== undefined,
    ),
    outside: shape.build?.outside ?? {},
    owner: owner === name && shape.of === undefined,
  };
}

function needsOf(name: string, shape: ServiceShape, { checks, shapes }: View): Need[] {
  const declared = (shape.needs ?? []).map((service): Need => {
    const probed = shapes[service]?.probe;
    return { service, condition: probed === undefined || probed === false ? "started" : "healthy" };
  });
  const proxied = takenBy(shape).flatMap(({ service }): Need[] =>
    isElsewhere(shapes[service]) ? [] : [{ service, condition: "started" }],
  );
  const owner = ownerOf(name, shapes);
  const completed = rolloutsOf(shapes[owner] ?? {}).map(
    ([job]): Need => ({ service: `${owner}-${job}`, condition: "completed" }),
  );
  const prepared = foldersJobOf(name, shapes);
  const folders: Need[] = prepared === undefined ? [] : [{ service: prepared, condition: "completed" }];
  const checked = (checks.get(name) ?? []).map((job): Need => ({ service: job, condition: "completed" }));
  const needs = new Map(
    [...proxied, ...declared, ...completed, ...checked, ...folders].map((need) => [need.service, need]),
  );
  return [...needs.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

function mountsOf(name: string, shape: ServiceShape, view: View): Mount[] {
  const byTarget = (a: { target: string }, b: { target: string }) => (a.target < b.target ? -1 : 1);
  const sources = Object.entries(shape.mounts ?? {}).map(([target, mount]) => ({
    kind: "source" as const,
    ...(typeof mount === "string" ? { source: mount, readOnly: false } : mount),
    target,
  }));
  const folder = shape.site?.tls?.folder;
  const keys = Object.entries({ ...shape.keys, ...(folder !== undefined && { [certificates]: folder }) }).map(
    ([target, source]) => ({ kind: "keys" as const, source, target }),
  );
  const volumes = Object.entries(shape.volumes ?? {}).map(([volume, target]) => ({
    kind: "volume" as const,
    volume: volumeName(isOwn(shape, target) ? name : ownerOf(name, view.shapes), volume),
    target,
    readOnly: false,
  }));
  const folders = Object.entries(shape.writable ?? {}).flatMap(([target, place]) =>
    typeof place !== "string" && place.in === "folder"
      ? [{ kind: "folder" as const, source: folderIn(place.folder), target }]
      : [],
  );
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
  const scratch = (shape.scratch ?? []).map((target) => scratchAt(target, shape));
  return [
    ...[...sources, ...keys, ...folders].sort(byTarget),
    ...[...volumes, ...served].sort(byTarget),
    ...scratch.sort(byTarget),
  ];
}

function scratchAt(target: string, shape: ServiceShape): Mount {
  const place = placeAt(shape, target);
  const { executable = false, owner = undefined, size = "64m" } = place?.in === "memory" ? place : {};
  return { kind: "scratch", target, size, executable, ...(owner !== undefined && { owner }) };
}

/** Nobody else who runs the same code has it. */
function isOwn(shape: ServiceShape, target: string): boolean {
  const place = placeAt(shape, target);
  return place?.in === "volume" && place.shared === false;
}

const folderIn = (path: string): string => (path.startsWith("/") ? path : `./${posix.join(path)}`);

/** Volumes of one stack share a name space: each is named after its service, with a `_` that no service has. */
export const volumeName = (service: string, volume: string): string => `${service}_${volume}`;
