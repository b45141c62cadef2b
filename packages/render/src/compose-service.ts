import { createHash } from "node:crypto";
import { posix } from "node:path";
import { builtFor, type Image, type Mount, type Published, type Service, type Stack } from "@quaywright/model";
import { compose, yaml } from "@quaywright/syntax";
import { unsetWhereBlank } from "./blank";
import { renderVariable, secretOf } from "./compose-variable";
import { fromCompose } from "./from-compose";
import { nodeOptions, variablesHook } from "./variables-hook";

const { escapeInterpolation, interpolation } = compose;

/** One service of a Compose file. */
export const renderService = (service: Service, stack: Stack): yaml.YamlValue =>
  summarized(service, unsetWhereBlank(keysOf(service, stack), service, stack));

/** A service under what it is. */
export const summarized = ({ name, summary }: Service, keys: yaml.YamlMap): yaml.YamlValue =>
  summary === undefined ? keys : yaml.commented(`${name}: ${summary}`, keys);

/** What Compose is told of a service. What the model has no word for comes from its `compose`, as it is. */
export function keysOf(service: Service, stack: Stack): yaml.YamlMap {
  const { capabilities, command, image, networks, probe, published, resources } = service;
  const variables = service.variables.filter(({ phase }) => phase === "run");
  const secrets = variables.flatMap((variable) => secretOf(variable) ?? []);
  const rendered = {
    image: reference(service, stack),
    ...(image.kind === "built" && builds(service, stack) && { build: renderBuild(image, stack) }),
    ...(service.container !== undefined && { container_name: service.container }),
    ...(service.profile !== undefined && { profiles: [service.profile] }),
    ...(service.entrypoint !== undefined && { entrypoint: service.entrypoint.map(escapeInterpolation) }),
    ...(command !== undefined && { command: command.map(escapeInterpolation) }),
    ...(service.user !== undefined && { user: service.user }),
    init: true,
    ...(variables.length > 0 && {
      environment: Object.fromEntries(
        variables.flatMap((variable) => renderVariable(variable, stack)).map(withHook(service, stack)),
      ),
    }),
    ...(secrets.length > 0 && { secrets: [...new Set(secrets)].sort() }),
    ...(service.configs.length > 0 && renderConfigs(service.configs)),
    ...(service.needs.length > 0 && { depends_on: renderNeeds(service) }),
    ...list("ports", published.map(renderPort)),
    ...list(
      "volumes",
      service.mounts.flatMap((mount) => renderMount(mount, stack)),
    ),
    ...list("tmpfs", service.mounts.flatMap(scratch)),
    ...(networks.length > 0 ? { networks } : { network_mode: "none" }),
    // Docker Desktop knows that name by itself: https://docs.docker.com/reference/cli/docker/container/run/#add-host
    ...(service.machine !== undefined && networks.length > 0 && { extra_hosts: [`${service.machine}:host-gateway`] }),
    ...(probe !== undefined && {
      healthcheck: {
        test: ["CMD", ...probe.command.map(escapeInterpolation)],
        interval: `${probe.interval}s`,
        timeout: `${probe.timeout}s`,
        start_period: `${probe.startPeriod}s`,
        start_interval: `${probe.startInterval}s`,
        retries: probe.retries,
      },
    }),
    ...(service.unprobed && image.kind === "built" && !keepsProbe(service, stack) && withoutProbe(service)),
    ...(service.readOnly && { read_only: true }),
    cap_drop: ["ALL"],
    ...list("cap_add", capabilities),
    security_opt: ["no-new-privileges:true"],
    ...(service.sharedMemory !== undefined && { shm_size: service.sharedMemory }),
    ...(service.replicas !== 1 || Object.keys(resources).length > 0
      ? { deploy: { ...(service.replicas !== 1 && { replicas: service.replicas }), ...limits(service) } }
      : {}),
    restart: service.restarts ? "unless-stopped" : "no",
    ...(service.stopGrace !== 10 && { stop_grace_period: `${service.stopGrace}s` }),
    ...logging(stack),
    ...(service.watch.length > 0 &&
      builds(service, stack) && { develop: { watch: service.watch.map((path) => rebuild(fromCompose(stack, path))) } }),
  };
  return merge(rendered, service.compose) as yaml.YamlMap;
}

/** Options of Node.js take the place of the image's, which name its hook. */
const withHook =
  ({ image }: Service, { builds, mode }: Stack) =>
  ([name, value]: [string, string]): [string, string] => {
    if (name !== "NODE_OPTIONS" || image.kind !== "built") return [name, value];
    const build = builds.find((each) => each.name === image.build);
    const hooked = build !== undefined && variablesHook(build, mode)?.name.endsWith(".cjs");
    return [name, hooked ? `${nodeOptions} ${value}` : value];
  };

/** What a person's Dockerfile says of its own process stands, as it does in an image that is pulled. */
const keepsProbe = ({ image, name, oneShot }: Service, { builds }: Stack): boolean =>
  !oneShot &&
  image.kind === "built" &&
  image.owner &&
  builds.some((build) => build.name === name && build.written !== undefined);

/**
 * The image's own probe asks what another process answers. `up --wait` gives up on whoever goes on with none at all:
 * https://github.com/docker/compose/blob/main/pkg/compose/convergence.go
 */
const withoutProbe = ({ oneShot }: Service) => ({
  healthcheck: oneShot
    ? { disable: true }
    : { test: ["CMD", "true"], interval: "1h", start_period: "60s", start_interval: "1s" },
});

/** `local` rotates, which the engine's own driver does not: https://docs.docker.com/engine/logging/configure/ */
function logging({ logging: given, mode }: Stack) {
  if (given === undefined) {
    return mode === "production"
      ? { logging: { driver: "local", options: { "max-size": "10m", "max-file": "5" } } }
      : {};
  }
  const options = Object.entries(given.options ?? {}).map(([name, value]) => [name, escapeInterpolation(value)]);
  return { logging: { driver: given.driver, ...(options.length > 0 && { options: Object.fromEntries(options) }) } };
}

/** Maps are joined; of anything else the second stands. */
export function merge(a: unknown, b: unknown): unknown {
  if (!isMap(a) || !isMap(b)) return b;
  return {
    ...a,
    ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, key in a ? merge(a[key], value) : value])),
  };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One service builds what several run; under `--watch` each rebuilds for itself what it watches. */
const builds = (service: Service, stack: Stack): boolean => builtFor(service, stack) !== undefined;

function reference(service: Service, stack: Stack): string {
  const { image } = service;
  if (image.kind === "pulled") return escapeInterpolation(image.reference);
  const { repository } = builtFor(service, stack) ?? image;
  return `${repository}:${interpolation({ name: "IMAGE_TAG", fallback: image.tag })}`;
}

const renderBuild = (
  { arguments: values, context, contexts, dockerfile, outside, secrets, target }: Extract<Image, { kind: "built" }>,
  stack: Stack,
) => ({
  context: fromCompose(stack, context),
  // Compose takes it from the context: https://docs.docker.com/reference/compose-file/build/#dockerfile
  dockerfile: posix.relative(context, dockerfile),
  ...(target !== undefined && { target }),
  ...(values.length > 0 && { args: Object.fromEntries(values.flatMap((variable) => renderVariable(variable, stack))) }),
  ...(secrets.length > 0 && { secrets: [...secrets] }),
  ...(contexts.length + Object.keys(outside).length > 0 && {
    additional_contexts: Object.fromEntries([
      ...contexts.map((service) => [service, `service:${service}`]),
      ...Object.entries(outside).map(([name, folder]) => [name, fromCompose(stack, folder)]),
    ]),
  }),
});

/** Compose makes no container anew for another text of a file, but for another label. */
const renderConfigs = (configs: Service["configs"]) => ({
  labels: { "quaywright.configs": digestOf(configs.map(({ text }) => text).join("\0")) },
  configs: configs.map(({ name, target }) => ({ source: name, target })),
});

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

const conditions = {
  started: "service_started",
  healthy: "service_healthy",
  completed: "service_completed_successfully",
} as const;

const renderNeeds = ({ needs }: Service) =>
  Object.fromEntries(needs.map(({ service, condition }) => [service, { condition: conditions[condition] }]));

const renderPort = ({ address, input, port, target }: Published): string =>
  `${address === undefined ? "" : `${address.includes(":") ? `[${address}]` : address}:`}${interpolation({ name: input, fallback: String(port) })}:${target}`;

function renderMount(mount: Mount, stack: Stack): yaml.YamlValue[] {
  if (mount.kind === "source" || mount.kind === "folder" || mount.kind === "keys") {
    return [
      {
        type: "bind",
        source: fromCompose(stack, mount.source),
        target: mount.target,
        ...((mount.kind === "keys" || (mount.kind === "source" && mount.readOnly)) && { read_only: true }),
        bind: { create_host_path: false },
      },
    ];
  }
  if (mount.kind === "volume") return [`${mount.volume}:${mount.target}${mount.readOnly ? ":ro" : ""}`];
  return [];
}

function scratch(mount: Mount): string[] {
  if (mount.kind !== "scratch") return [];
  const [uid, gid] = mount.owner?.split(":") ?? [];
  const whose = uid === undefined ? "mode=1777" : `mode=0700,uid=${uid},gid=${gid}`;
  return [`${mount.target}:size=${mount.size},${whose},${mount.executable ? "exec" : "noexec"},nosuid,nodev`];
}

export const limits = ({ resources: { cpus, memory, pids } }: Service) =>
  cpus === undefined && memory === undefined && pids === undefined
    ? {}
    : {
        resources: {
          limits: {
            ...(cpus !== undefined && { cpus: String(cpus) }),
            ...(memory !== undefined && { memory }),
            ...(pids !== undefined && { pids }),
          },
        },
      };

const rebuild = (path: string) => ({ action: "rebuild", path });

export const list = <K extends string>(key: K, items: readonly yaml.YamlValue[]) =>
  items.length > 0 ? { [key]: items } : {};
