import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Shapes } from "./code";

/** A schedule of what runs at another moment already, and two commands by one name. */
export const brokenSchedules = (service: string, { jobs = {}, tasks = {} }: ServiceShape): Problem[] => [
  ...Object.entries(jobs).flatMap(([job, { schedule, when = "rollout" }]) =>
    schedule === undefined || when === "asked"
      ? []
      : [
          {
            at: ["services", service, "jobs", job, "schedule"],
            found: `the schedule of a job with \`when: "${when}"\``,
            expected: 'one with `when: "asked"`',
            why: "That is what neither a rollout nor a container runs by itself.",
          },
        ],
  ),
  ...Object.keys(tasks)
    .filter((task) => task in jobs)
    .map((task) => ({
      at: ["services", service, "tasks", task],
      found: `task \`${task}\`, the name of a job`,
      expected: "another name",
      why: `Both would be \`${service}-${task}\`.`,
    })),
];

/** On a swarm the deployment's script runs them, which there is for images that are built. */
export function unscheduled(shapes: Shapes): Problem[] {
  const all = Object.entries(shapes);
  if (all.some(([, { build }]) => build !== undefined)) return [];
  return all.flatMap(([service, { jobs = {} }]) =>
    Object.keys(jobs)
      .filter((job) => jobs[job]?.schedule !== undefined)
      .map((job) => ({
        at: ["services", service, "jobs", job, "schedule"],
        found: "a schedule on a swarm",
        expected: "none where the stack builds no image",
        why: "The script that runs it there is that of a deployment.",
      })),
  );
}
