import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { SwarmShape } from "../schema/swarm";
import type { Stack } from "../stack";
import type { Shapes } from "./code";
import { running } from "./external";

/** How a swarm runs an environment, with every default filled; undefined where none does. */
export const resolveSwarm = (given: boolean | SwarmShape | undefined): Stack["swarm"] =>
  given === undefined || given === false
    ? undefined
    : { encrypted: false, ports: "host", ...(given === true ? {} : given) };

interface Asked {
  readonly project: string;
  readonly environment: string;
  readonly mode: Mode;
  readonly services: Shapes;
}

/** Everything of an environment that a swarm could not run, or would run otherwise than it is declared. */
export function brokenSwarm({ environment, mode, project, services }: Asked): Problem[] {
  if (mode === "development")
    return [
      {
        at: ["swarm"],
        found: `\`${environment}\``,
        expected: "environments like production",
        why: "Development mounts the sources of this machine.",
      },
    ];
  return Object.entries(running(services)).flatMap(([service, shape]) => [
    ...longName(`${project}_${service}`, service),
    ...folders(service, shape),
    ...named(service, shape),
    ...addresses(service, shape),
    ...ignored(service, shape),
  ]);
}

/** https://github.com/moby/swarmkit/blob/master/manager/controlapi/common.go */
const longName = (full: string, service: string): Problem[] =>
  full.length <= 63
    ? []
    : [
        {
          at: ["services", service],
          found: `the name \`${full}\``,
          expected: "at most 63 letters",
          why: "Swarm names a service after its stack.",
        },
      ];

const folders = (service: string, { mounts = {}, site }: ServiceShape): Problem[] => {
  const why = "A folder of the host is on one machine, and a swarm chooses the machine.";
  return [
    ...Object.entries(mounts).map(([target, source]) => ({
      at: ["services", service, "mounts", target],
      found: `folder \`${source}\` of the host`,
      expected: "none on a swarm, but a volume, `configs` or a part of the image",
      why,
    })),
    ...(site?.tls?.folder === undefined
      ? []
      : [
          {
            at: ["services", service, "tls", "files"],
            found: `folder \`${site.tls.folder}\` of the host`,
            expected: "a certificate that another service keeps, such as `certbot`, or a proxy that ends TLS",
            why,
          },
        ]),
  ];
};

const named = (service: string, { container }: ServiceShape): Problem[] =>
  container === undefined
    ? []
    : [
        {
          at: ["services", service, "container"],
          found: `\`${container}\``,
          expected: "none on a swarm",
          why: "Swarm names its containers, of which there can be several.",
        },
      ];

const addresses = (service: string, { debugPort, publishOn }: ServiceShape): Problem[] => {
  const why = "Swarm publishes a port on all addresses of a machine.";
  return [
    ...(publishOn === undefined || publishOn === "0.0.0.0"
      ? []
      : [
          {
            at: ["services", service, "publishOn"],
            found: `address \`${publishOn}\``,
            expected: "none on a swarm",
            why,
          },
        ]),
    ...(debugPort === undefined
      ? []
      : [{ at: ["services", service, "debugPort"], found: `port ${debugPort}`, expected: "none on a swarm", why }]),
  ];
};

/** https://docs.docker.com/reference/compose-file/legacy-versions/, https://docs.docker.com/reference/cli/docker/stack/deploy/ */
const unknown = [
  ...["blkio_config", "cgroup", "cgroup_parent", "container_name", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares"],
  ...["cpuset", "device_cgroup_rules", "devices", "gpus", "ipc", "links", "mem_limit", "network_mode", "oom_score_adj"],
  ...["pid", "privileged", "restart", "runtime", "security_opt", "storage_opt", "userns_mode", "uts", "volumes_from"],
];

const ignored = (service: string, { compose = {} }: ServiceShape): Problem[] =>
  Object.keys(compose)
    .filter((key) => unknown.includes(key))
    .map((key) => ({
      at: ["services", service, "compose", key],
      found: `key \`${key}\``,
      expected: "none that Swarm does not know",
      why: "It would run without that, and nobody would be told.",
    }));

/** Secrets and configs whose name, with its project's and a digest, is longer than a swarm takes. */
export function longNames(project: string, inputs: Stack["inputs"], services: Stack["services"]): Problem[] {
  const secrets = inputs.flatMap(({ file, name }) => (file === undefined ? [] : [name.toLowerCase()]));
  const configs = services.flatMap((service) => service.configs.map(({ name }) => name));
  return [...new Set([...secrets, ...configs])]
    .filter((name) => `${project}_${name}_`.length + 12 > 64)
    .map((name) => ({
      at: ["swarm"],
      found: `the secret or config \`${name}\``,
      expected: `a name of at most ${64 - 12 - `${project}__`.length} letters`,
      why: "A swarm names it after the project, with a digest of its text, in 64 letters.",
    }));
}
