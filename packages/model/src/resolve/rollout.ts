import type { JobShape, ServiceShape } from "../schema/service";
import type { Shapes } from "./code";

/** A service's jobs of one kind, by name. */
export const jobsOf = ({ jobs = {} }: ServiceShape, kind: NonNullable<JobShape["when"]>): [string, JobShape][] =>
  Object.entries(jobs)
    .filter(([, { when = "rollout" }]) => when === kind)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A service's jobs that run once before it, by name. */
export const rolloutsOf = (shape: ServiceShape): [string, JobShape][] => jobsOf(shape, "rollout");

/**
 * The job that looks at a service's variables before anything that it needs starts: a database would keep a weak
 * password that its volume was made with. Only where whoever runs the stack sets some of them.
 */
export function checkJobOf(service: string, shapes: Shapes): string | undefined {
  const { build, needs = [], of, variables = {} } = shapes[service] ?? {};
  const asks = Object.values(variables).some((each) => typeof each !== "string" && each.value === undefined);
  const entered = build?.stages.some(({ entrypoint }) => entrypoint === "production") ?? false;
  return of === undefined && entered && asks && needs.length > 0 ? `${service}-check` : undefined;
}

/** For each service the jobs that check the variables of those who need it. */
export function checksBefore(shapes: Shapes): ReadonlyMap<string, readonly string[]> {
  const jobs = new Map<string, string[]>();
  for (const [name, { needs = [] }] of Object.entries(shapes)) {
    const job = checkJobOf(name, shapes);
    if (job === undefined) continue;
    for (const target of needs) jobs.set(target, [...(jobs.get(target) ?? []), job]);
  }
  return jobs;
}
