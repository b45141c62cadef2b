import type { Mount, Published, Service, Stack } from "@quaywright/model";
import { compose, type yaml } from "@quaywright/syntax";
import { keysOf, limits, list, merge } from "../compose-service";
import { placement } from "./placement";
import { runs, updates } from "./updates";

const { interpolation } = compose;

/** Its networks: on a swarm none is not to be had, so one that it has for itself stands for that. */
export const networksOf = ({ name, networks }: Service): readonly string[] =>
  networks.length > 0 ? networks : [`${name}_alone`];

/**
 * One service of a stack file: as Compose has it, less what Swarm has no word for, and with what only Swarm does.
 * https://docs.docker.com/reference/cli/docker/stack/deploy/
 */
export function swarmService(service: Service, stack: Stack): yaml.YamlMap {
  const {
    build: _build,
    container_name: _name,
    depends_on: _needs,
    deploy: _deploy,
    develop: _develop,
    // what Compose would make anew, Swarm knows by the names of configs
    labels,
    network_mode: _nowhere,
    ports: _ports,
    profiles: _profiles,
    restart: _restart,
    security_opt: _options,
    shm_size: _shared,
    tmpfs: _tmpfs,
    volumes: _volumes,
    ...alike
  } = keysOf(service, stack);
  const { "quaywright.configs": _configs, ...ownLabels } = (labels ?? {}) as yaml.YamlMap;
  return {
    ...alike,
    ...(Object.keys(ownLabels).length > 0 && { labels: ownLabels }),
    networks: [...networksOf(service)],
    ...list(
      "ports",
      service.published.map((port) => renderPort(port, stack)),
    ),
    ...list("volumes", [...service.mounts.flatMap(renderMount), ...sharedMemory(service)]),
    deploy: merge(
      { ...runs(service), ...updates(service, stack), ...placement(service, stack), ...limits(service) },
      service.compose.deploy ?? {},
    ) as yaml.YamlMap,
  };
}

const renderPort = ({ input, port, target }: Published, { swarm }: Stack): yaml.YamlMap => ({
  target,
  published: interpolation({ name: input, fallback: String(port) }),
  mode: swarm?.ports ?? "host",
});

const inMemory = (target: string, size: number): yaml.YamlMap => ({ type: "tmpfs", target, tmpfs: { size } });

function renderMount(mount: Mount): yaml.YamlValue[] {
  if (mount.kind === "scratch") return [inMemory(mount.target, 64 * 2 ** 20)];
  return mount.kind === "volume" ? [`${mount.volume}:${mount.target}${mount.readOnly ? ":ro" : ""}`] : [];
}

/** Swarm has no `shm_size`. */
const sharedMemory = ({ sharedMemory: size }: Service): yaml.YamlMap[] =>
  size === undefined ? [] : [inMemory("/dev/shm", bytes(size))];

const units: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

const bytes = (size: string): number => {
  const [, count = "0", unit = "b"] = /^(\d+)([bkmg]?)/i.exec(size) ?? [];
  return Number(count) * (units[unit.toLowerCase()] ?? 1);
};
