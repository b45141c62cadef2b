import { type Probe, replicasInput, type Service, type Stack, startsFirst } from "@quaywright/model";
import { compose, type yaml } from "@quaywright/syntax";

const { interpolation } = compose;

/** How many of it there are, and what becomes of one that ends. Swarm has no profiles, but can have none of a service. */
export function runs({ oneShot, profile, published, replicas }: Service): yaml.YamlMap {
  const count = profile === undefined ? replicas : interpolation({ name: replicasInput(profile), fallback: "0" });
  if (oneShot)
    return {
      mode: "replicated-job",
      replicas: profile === undefined ? 1 : 0,
      restart_policy: { condition: "none" },
    };
  return {
    replicas: count,
    // names lead to every container, as with Compose; a port of all machines needs one address
    ...(published.length === 0 && { endpoint_mode: "dnsrr" }),
    restart_policy: { condition: "any", delay: "5s" },
  };
}

/**
 * One container after the other; the next one once the last one is healthy. Those that are not, or are no more while
 * Swarm watches them, bring the former version back.
 */
export function updates(service: Service, stack: Stack): yaml.YamlMap {
  if (service.oneShot) return {};
  const each = {
    parallelism: 1,
    order: startsFirst(service, stack) ? "start-first" : "stop-first",
    monitor: `${watched(service.probe)}s`,
  };
  return {
    update_config: { ...each, failure_action: "rollback" },
    rollback_config: { ...each, failure_action: "pause" },
  };
}

/** Seconds for which a container is watched once it is healthy, or has begun where nobody asks whether it is. */
const watched = (probe: Probe | undefined): number => Math.max(10, probe?.startPeriod ?? 0);
