import type { JobShape, ServiceShape } from "../schema/service";
import type { Service } from "../stack";
import { readBy } from "./readers";
import { askedOf, checkJobOf, rolloutsOf } from "./rollout";
import { resolveService } from "./service";
import type { View } from "./view";

/** The one-shot services of a service: the check of its variables, and its jobs of a rollout. */
export function resolveJobs(name: string, shape: ServiceShape, view: View, networks: string[]): Service[] {
  const check = view.checks.size === 0 ? undefined : checkJobOf(name, view.shapes);
  return [
    ...(check === undefined ? [] : [resolveCheck(name, check, view)]),
    ...rolloutsOf(shape).map(([job, declared]) => resolveJob(name, job, declared, view, networks)),
    ...askedOf(shape).map(([job, declared]) => resolveAsked(name, job, declared, view, networks)),
  ];
}

function resolveJob(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const { command, sourcesOnly = false, summary } = declared;
  const service = oneShot(name, `${name}-${job}`, command, view);
  return {
    ...service,
    ...(summary !== undefined && { summary }),
    needs: sourcesOnly ? [] : service.needs.filter(({ condition }) => condition !== "completed"),
    mounts: sourcesOnly ? service.mounts.filter(({ kind }) => kind === "source") : service.mounts,
    networks: sourcesOnly ? [] : networks,
  };
}

/** It waits for what its service needs, migrations too. */
function resolveAsked(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const { needs } = resolveService(name, view.shapes[name]!, view, []);
  const service = resolveJob(name, job, declared, view, networks);
  return { ...service, needs: declared.sourcesOnly === true ? [] : needs, profile: "asked" };
}

const resolveCheck = (name: string, job: string, view: View): Service => ({
  ...oneShot(name, job, ["--check"], view),
  variables: view.variables.get(name) ?? [],
  summary: `Looks at the variables of ${name} before anything starts that would keep a wrong one.`,
  needs: [],
  mounts: [],
  networks: [],
});

function oneShot(name: string, job: string, command: readonly string[], view: View): Service {
  const { port: _port, publish: _publish, probe: _probe, jobs: _jobs, ...shape } = view.shapes[name]!;
  return {
    ...resolveService(name, { ...shape, of: name, replicas: 1 }, view, []),
    name: job,
    variables: readBy(job, view.variables.get(name) ?? []),
    command,
    oneShot: true,
    watch: [],
    restarts: false,
    unprobed: true,
  };
}
