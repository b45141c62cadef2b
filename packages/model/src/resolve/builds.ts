import { posix } from "node:path";
import type { Mode } from "../environment";
import type { BuildStep } from "../schema/build";
import type { ServiceShape } from "../schema/service";
import type { Build, BuildSecret, Entrypoint, Variable } from "../stack";
import { forwardsOf } from "./localhost";
import { mirrored, mirroredStages } from "./mirror";
import { withPlaceholders } from "./placeholders";
import { resolveProbe } from "./probe";
import { commandOf } from "./service";
import type { ServedFiles } from "./site";
import { authoritiesOf, type System, trustedFiles, withSystem } from "./system";
import { folderOf, placesOf, repositoryOf, stageOf, type View } from "./view";

/** The images that are built, by name. Views come in the order of their weight: of one mode, the first decides. */
export function resolveBuilds(views: readonly View[]): Build[] {
  const names = new Set(views.flatMap(({ shapes }) => Object.keys(shapes)));
  return [...names].sort().flatMap((name) => {
    const having = views.filter(({ shapes }) => shapes[name]?.build !== undefined && shapes[name].of === undefined);
    return having.length === 0 ? [] : [resolveBuild(name, having)];
  });
}

function resolveBuild(name: string, views: readonly View[]): Build {
  const first = views[0]!;
  const declared = first.shapes[name]!.build!;
  const site = views.map(({ sites }) => sites.get(name)).find((found) => found !== undefined);
  const served = (site?.served ?? []).filter((files) => isCopied(files, first));
  const asksElsewhere = site?.site.routes.some((route) => route.kind === "proxy" && route.elsewhere) ?? false;
  const siblings = served.map(({ service }) => service);
  const beside = [...siblings, ...Object.keys(declared.outside ?? {})];
  const stages =
    declared.written === undefined
      ? withSystem(mirroredStages(declared.stages, beside, first.images.mirror), first.system)
      : declared.stages;
  const byMode = <T>(resolve: (view: View) => T | undefined): Partial<Record<Mode, T>> =>
    Object.fromEntries(
      [...views].reverse().flatMap((view) => {
        const found = resolve(view);
        return found === undefined ? [] : [[view.mode, found]];
      }),
    );
  return {
    ...declared,
    sources: [
      ...declared.sources,
      ...authoritiesOf(stages, first.system),
      ...(asksElsewhere ? first.system.authorities : []),
    ],
    name,
    folder: folderOf(name, first),
    places: placesOf(name, first),
    image: repositoryOf(name, first),
    title: declared.title ?? `${first.stack} ${name}`,
    arguments: declared.arguments ?? [],
    stages: withPlaceholders(stages, first.variables.get(name) ?? []).map((stage, index) =>
      index < stages.length - 1
        ? stage
        : {
            ...stage,
            steps: [...(stage.steps ?? []), ...copies(served), ...(asksElsewhere ? addressSteps(first.system) : [])],
          },
    ),
    contexts: Object.fromEntries(served.map(({ service }) => [service, contextOf(service, first)])),
    variables: buildVariables(name, views),
    secrets: buildSecrets(name, views),
    entrypoints: byMode((view) =>
      stageOf(name, view)?.entrypoint === undefined
        ? undefined
        : entrypointOf(
            name,
            view,
            views.filter(({ mode }) => mode === view.mode),
          ),
    ),
    ...(site !== undefined && { site: site.site }),
    users: byMode((view) => {
      const { user } = view.shapes[name]!;
      if (user === undefined || user === "host") return undefined;
      const alike = views.filter(({ mode }) => mode === view.mode);
      return { id: user, folders: [...new Set(alike.flatMap((each) => ownedFolders(name, each)))].sort() };
    }),
    links: byMode((view) => view.shapes[name]!.links),
    probes: byMode((view) =>
      resolveProbe(view.shapes[name]!, {
        at: ["services", name],
        client: stageOf(name, view)?.client,
        mode: view.mode,
        problems: [],
      }),
    ),
  };
}

/** A volume of an image that is pulled is mounted as whoever runs it leaves it: the image may have no folder there. */
const isCopied = ({ service, volume }: ServedFiles, view: View): boolean =>
  volume === undefined || stageOf(service, view) !== undefined;

const contextOf = (service: string, view: View): Build["contexts"][string] =>
  stageOf(service, view) === undefined
    ? { image: mirrored(view.shapes[service]?.image ?? "", view.images.mirror), pulled: true }
    : { image: `${repositoryOf(service, view)}:${view.environment}`, pulled: false };

/** A volume's mount point is copied too, empty: whoever mounts the volume first gives it that folder's owner. */
const copies = (served: readonly ServedFiles[]): BuildStep[] =>
  served.map(({ service, folder, target, volume, owner }) => ({
    kind: "copy",
    ...(volume !== undefined && { note: "Empty: whoever mounts the volume first gives it this folder's owner." }),
    from: service,
    sources: [`${folder}/`],
    target: `${target}/`,
    ...(volume !== undefined && owner !== undefined && { owner }),
  }));

/** The script that its container begins with, https://github.com/nginx/docker-nginx-unprivileged, and whom it trusts there. */
const addressSteps = (system: System): BuildStep[] => [
  ...trustedFiles(system),
  {
    kind: "copy",
    from: "attachments",
    sources: ["elsewhere.sh"],
    target: "/docker-entrypoint.d/30-elsewhere.sh",
    mode: "0755",
  },
];

function buildVariables(name: string, views: readonly View[]): Build["variables"] {
  const found = new Map<string, Build["variables"][number]>();
  for (const { variables } of views) {
    for (const { kind, name: variable, phase, purpose, source } of variables.get(name) ?? []) {
      if (phase !== "build" || kind === "secret" || found.has(variable)) continue;
      const value = source.kind === "input" ? source.input.default : "value" in source ? source.value : undefined;
      found.set(variable, { name: variable, ...(purpose !== undefined && { purpose }), default: value ?? "" });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function buildSecrets(name: string, views: readonly View[]): BuildSecret[] {
  const found = new Map<string, BuildSecret>();
  for (const { shapes, variables } of views) {
    for (const { kind, name: variable, phase, purpose, required, source } of variables.get(name) ?? []) {
      if (phase !== "build" || kind !== "secret" || source.kind !== "input" || found.has(variable)) continue;
      const declared = shapes[name]?.variables?.[variable];
      const path = typeof declared === "object" ? declared.file : undefined;
      found.set(variable, {
        name: variable,
        id: source.input.name.toLowerCase(),
        ...(purpose !== undefined && { purpose }),
        required,
        ...(typeof path === "string" && { path }),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One entrypoint serves every environment of its mode, and every service that runs the code. */
function entrypointOf(name: string, view: View, alike: readonly View[]): Entrypoint {
  const shape: ServiceShape = view.shapes[name]!;
  const { jobs = {}, mounts = {}, seeds = {} } = shape;
  const waits = alike.flatMap(({ shapes }) => shapes[name]?.waits ?? []);
  const [folder] = Object.keys(mounts)
    .filter((target) => typeof mounts[target] === "string")
    .sort();
  const owners = alike.map((each) => readAtRun(name, each));
  const sharers = alike.flatMap((each) => (each.sharers.get(name) ?? []).map((service) => readAtRun(service, each)));
  return {
    ...shared(owners, sharers),
    waits: [...new Map(waits.map((wait) => ["host" in wait ? wait.host : wait.url, wait])).values()],
    client: stageOf(name, view)?.client ?? "bash",
    seeds,
    writable: writtenBy(name, alike),
    links: Object.fromEntries(
      Object.entries(shape.links ?? {}).filter(([place]) =>
        Object.keys(mounts).some((mounted) => place.startsWith(`${mounted}/`)),
      ),
    ),
    localhost: forwardsOf(shape, view.shapes),
    ...(shape.user === "host" && folder !== undefined && { host: { folder, claims: ownedFolders(name, view) } }),
    jobs: Object.values(jobs).flatMap(({ when, command }) => (when === "start" ? [command] : [])),
    servers: serversOf(name, alike),
    wrappers: Object.entries(shape.wrappers ?? {}).map(([variable, command]) => ({ variable, command })),
    page: view.mode === "production" ? (shape.page?.loaded ?? []) : [],
  };
}

/** What its service itself starts, each command once. */
function serversOf(name: string, alike: readonly View[]): Entrypoint["servers"] {
  const commands = alike.flatMap((view) => {
    const command = commandOf(name, view.shapes[name]!, view) ?? stageOf(name, view)?.command;
    return command === undefined ? [] : [command];
  });
  return [...new Map(commands.map((command) => [command.join(" "), command])).values()];
}

/** What all who run the code declare as writable; of a link the folder where its file lies. */
const writtenBy = (name: string, alike: readonly View[]): string[] => {
  const shapes = alike.flatMap(({ shapes: all, sharers }) =>
    [name, ...(sharers.get(name) ?? [])].flatMap((each) => all[each] ?? []),
  );
  const paths = shapes.flatMap(({ links = {}, writable = {} }) =>
    Object.keys(writable).map((path) => (links[path] === undefined ? path : posix.dirname(links[path]))),
  );
  return [...new Set(paths)].sort();
};

/** The folders of volumes of all who run the code, which its image makes so that they belong to its user. */
const ownedFolders = (name: string, { shapes, sharers }: View): string[] => {
  const all = [name, ...(sharers.get(name) ?? [])].flatMap((each) => {
    const { jobs = {}, volumes = {} } = shapes[each] ?? {};
    return [volumes, ...Object.values(jobs).map((job) => job.volumes ?? {})].flatMap((found) => Object.values(found));
  });
  return [...new Set(all)].sort();
};

const readAtRun = (service: string, { variables }: View): readonly Variable[] =>
  (variables.get(service) ?? []).filter(({ phase }) => phase === "run");

/** What all who run the code have alike, and what only some readers have: of that, what they agree on. */
function shared(
  owners: readonly (readonly Variable[])[],
  sharers: readonly (readonly Variable[])[],
): Pick<Entrypoint, "variables" | "others"> {
  const found = new Map<string, Variable[]>();
  for (const variable of [...owners, ...sharers].flat()) {
    found.set(variable.name, [...(found.get(variable.name) ?? []), variable]);
  }
  const variables: Variable[] = [];
  const others: Variable[] = [];
  for (const [name, all] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const first = all[0]!;
    const agreed = all.every((each) => meaning(each) === meaning(first));
    const everywhere = owners.every((owner) => owner.some((each) => each.name === name && each.readers === undefined));
    if (agreed && everywhere) variables.push(first);
    else others.push(agreed ? first : agreedOf(all));
  }
  return { variables, others };
}

/** One environment may put together what another one is given whole. */
function agreedOf(all: readonly Variable[]): Variable {
  const first = all.find(({ source }) => source.kind === "url") ?? all[0]!;
  const path = all.find((each) => each.path !== undefined)?.path;
  const spelled = all.find((each) => each.spelled !== undefined)?.spelled;
  const required = all.every((each) => each.required);
  return {
    ...first,
    required,
    rule: {},
    ...(path !== undefined && { path }),
    ...(spelled !== undefined && { spelled }),
  };
}

/** What an entrypoint makes of a variable, as a text that can be compared. */
const meaning = ({ kind, required, rule, source, spelled }: Variable): string =>
  JSON.stringify([kind, required, rule, source, spelled]);
