import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import { isNamed } from "../written";

/** A service needs code from one place. */
export function withoutCode(name: string, { build, external = false, image, of }: ServiceShape): Problem[] {
  const given = [build !== undefined && "build", image !== undefined && "image", of !== undefined && "of"].filter(
    Boolean,
  );
  if (given.length === 1 || (given.length === 0 && external !== false)) return [];
  const found = given.length === 0 ? "a service without code" : given.map((key) => `\`${String(key)}\``).join(" and ");
  return [{ at: ["services", name], found, expected: "one of `build`, `image`, `of`" }];
}

/** Several of what there can be but one. */
export function severalOfOne(name: string, { inMemory, replicas = 1, singleBecause }: ServiceShape): Problem[] {
  if (singleBecause === undefined || inMemory !== undefined || replicas <= 1) return [];
  return [{ at: ["services", name, "replicas"], found: `${replicas} replicas`, expected: "one", why: singleBecause }];
}

/** A job that is to come after one that there is not, or after itself. */
export const brokenJobs = (name: string, { jobs = {} }: ServiceShape): Problem[] =>
  Object.entries(jobs).flatMap(([job, { after = [] }]) =>
    after.flatMap((other, index) => {
      const known = Object.keys(jobs).filter((each) => each !== job && (jobs[each]?.when ?? "rollout") === "rollout");
      if (known.includes(other) && !comesAfter(other, job, jobs)) return [];
      const suggestion = nearest(other, known);
      return [
        {
          at: ["services", name, "jobs", job, "after", index],
          found: `job \`${other}\``,
          expected:
            known.length === 0 ? "another job of a rollout" : `one of ${known.map((each) => `\`${each}\``).join(", ")}`,
          ...(known.includes(other) && { why: "Each would wait for the other." }),
          ...(suggestion !== undefined && suggestion !== other && { suggestion }),
        },
      ];
    }),
  );

type Jobs = NonNullable<ServiceShape["jobs"]>;

/** Whether a job waits for another one, at whatever remove. */
const comesAfter = (job: string, other: string, jobs: Jobs, seen: readonly string[] = []): boolean =>
  (jobs[job]?.after ?? []).some(
    (each) => each === other || (!seen.includes(each) && comesAfter(each, other, jobs, [...seen, each])),
  );

/** A stage that the build does not have; of a build with mistakes, which has none here, nothing is known. */
export function brokenTarget(name: string, { build, of, target }: ServiceShape): Problem[] {
  if (target === undefined || (build === undefined && of !== undefined)) return [];
  const stages = build?.stages.filter(isNamed).map((stage) => stage.name) ?? [];
  if (build !== undefined && (build.stages.length === 0 || stages.includes(target))) return [];
  const { dockerfile } = build?.written ?? {};
  const suggestion = nearest(target, stages);
  return [
    {
      at: ["services", name, "target"],
      found: `stage \`${target}\`${dockerfile === undefined ? "" : `, which \`${dockerfile}\` does not have`}`,
      expected:
        build === undefined
          ? "a service that is built"
          : stages.length === 0
            ? "none: no stage of it has a name"
            : `one of ${stages.map((each) => `\`${each}\``).join(", ")}`,
      ...(suggestion !== undefined && { suggestion }),
    },
  ];
}

/** Environments of a service that the stack does not have. */
export function unknownEnvironments(
  services: Readonly<Record<string, ServiceShape>>,
  names: ReadonlySet<string>,
): Problem[] {
  return Object.entries(services).flatMap(([service, { environments = [] }]) =>
    (typeof environments === "boolean" ? [] : environments).flatMap((environment, index) =>
      names.has(environment)
        ? []
        : [
            {
              at: ["services", service, "environments", index],
              found: `environment \`${environment}\``,
              expected: `one of ${[...names].map((name) => `\`${name}\``).join(", ")}`,
            },
          ],
    ),
  );
}

/** An object with environments' names for keys is a value for each: a service with such a name would be taken for one. */
export const namedLikeAnEnvironment = (name: string): Problem => ({
  at: ["services", name],
  found: `service \`${name}\`, the name of an environment`,
  expected: "another name",
  why: "An object with environments' names for keys is a value for each environment.",
});
