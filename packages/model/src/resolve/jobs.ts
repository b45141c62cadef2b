import { readSchedule } from "../schedule";
import type { JobShape, ServiceShape } from "../schema/service";
import type { Need, Service } from "../stack";
import { readBy } from "./readers";
import { checkJobOf, jobsOf } from "./rollout";
import { resolveService, volumeName } from "./service";
import type { View } from "./view";
import { foldersJobOf } from "./writable";

/** The services that a service brings along: the check of its variables, and its jobs. */
export function resolveJobs(name: string, shape: ServiceShape, view: View, networks: string[]): Service[] {
  const check = view.checks.size === 0 ? undefined : checkJobOf(name, view.shapes);
  return [
    ...(check === undefined ? [] : [resolveCheck(name, check, view)]),
    ...jobsOf(shape, "rollout").map(([job, declared]) => resolveJob(name, job, declared, view, networks)),
    ...jobsOf(shape, "beside").map(([job, declared]) => resolveBeside(name, job, declared, view, networks)),
    ...jobsOf(shape, "asked").map(([job, declared]) => resolveAsked(name, job, declared, view, networks)),
  ];
}

function resolveJob(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const { command, sourcesOnly = false, summary } = declared;
  const service = oneShot(name, `${name}-${job}`, command, view);
  return {
    ...service,
    ...(sourcesOnly && alone(service, view.shapes[name]!)),
    ...(summary !== undefined && { summary }),
    needs: sourcesOnly
      ? []
      : [
          ...service.needs.filter(
            ({ condition, service: other }) => condition !== "completed" || other === foldersJobOf(name, view.shapes),
          ),
          ...(declared.after ?? []).map((other): Need => ({ service: `${name}-${other}`, condition: "completed" })),
        ],
    mounts: sourcesOnly ? service.mounts.filter(({ kind }) => kind === "source") : mountsOf(name, declared, service),
    networks: sourcesOnly ? [] : networks,
  };
}

/** What works on the sources alone waits for nothing, and reads no variables. */
const alone = ({ image }: Service, { user }: ServiceShape): Pick<Service, "variables" | "entrypoint"> => ({
  variables: [],
  ...(image.kind === "built" && { entrypoint: user === "host" ? ["as-host"] : [] }),
});

function mountsOf(name: string, { volumes = {} }: JobShape, { mounts }: Service): Service["mounts"] {
  const own = Object.entries(volumes).map(([volume, target]) => ({
    kind: "volume" as const,
    volume: volumeName(name, volume),
    target,
    readOnly: false,
  }));
  return own.length === 0 ? mounts : [...mounts, ...own].sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** It waits for what its service needs, migrations too. */
function resolveAsked(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const { needs } = resolveService(name, view.shapes[name]!, view, []);
  const service = resolveJob(name, job, declared, view, networks);
  return {
    ...service,
    needs: declared.sourcesOnly === true ? [] : needs,
    profile: "asked",
    ...scheduleOf(declared, view),
  };
}

/** In development people ask. */
function scheduleOf({ schedule }: JobShape, { mode }: View): Pick<Service, "schedule"> {
  const read = schedule === undefined || mode === "development" ? undefined : readSchedule(schedule);
  return read !== undefined && "schedule" in read ? { schedule: read.schedule } : {};
}

/** A process of its own for as long as the service runs, which nobody reaches. */
function resolveBeside(name: string, job: string, declared: JobShape, view: View, networks: string[]): Service {
  const asked = resolveAsked(name, job, declared, view, networks);
  const { profile: _profile, ...service } = asked;
  return { ...service, oneShot: false, restarts: view.mode === "production" };
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
  const {
    port: _port,
    ports: _ports,
    publish: _publish,
    debugPort: _debug,
    probe: _probe,
    jobs: _jobs,
    container: _container,
    ...shape
  } = view.shapes[name]!;
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
