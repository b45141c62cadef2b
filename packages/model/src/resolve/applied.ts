import type { JobShape, ServiceShape } from "../schema/service";

/** A service with all that its words mean for it, whoever made it: tasks, one process, a prefix. */
export const applied = (shape: ServiceShape, asked: boolean): ServiceShape =>
  withTasks(inOneProcess(underPrefix(shape, asked)));

function withTasks(shape: ServiceShape): ServiceShape {
  if (shape.tasks === undefined) return shape;
  const jobs = Object.entries(shape.tasks).map(([name, task]): [string, JobShape] => {
    const { command, schedule, summary, volumes } = "command" in task ? task : { command: task };
    const asked = schedule === undefined ? "when someone asks for it" : "by a timer, and when someone asks for it";
    return [
      name,
      {
        summary: summary ?? `Runs \`${command.join(" ")}\` ${asked}.`,
        when: "asked",
        schedule,
        command: [...command],
        volumes,
      },
    ];
  });
  return { ...shape, jobs: { ...Object.fromEntries(jobs), ...shape.jobs } };
}

function inOneProcess(shape: ServiceShape): ServiceShape {
  const { handbook, inMemory, oneProcess } = shape;
  if (inMemory === undefined || oneProcess === undefined) return shape;
  const runs = { ...handbook?.runs, processes: 1, threads: oneProcess.threads };
  return {
    ...shape,
    variables: { ...shape.variables, ...oneProcess.variables },
    handbook: { ...handbook, runs },
  };
}

/** Its server is told, and its probe asks there; where nobody asks under the prefix, it answers at `/`. */
function underPrefix(shape: ServiceShape, asked: boolean): ServiceShape {
  const { prefix, prefixed, probe } = shape;
  if (typeof prefix !== "string") return shape;
  const told: NonNullable<typeof prefixed> = asked ? (prefixed ?? { strip: false }) : { strip: prefixed !== undefined };
  const { strip, variable } = told;
  const bare = prefix.slice(0, -1);
  const probed = probe !== false && probe?.kind === "http" && prefixed !== undefined && !strip;
  return {
    ...shape,
    prefix: { path: prefix, strip },
    ...(variable !== undefined && {
      variables: {
        ...shape.variables,
        [variable]: {
          purpose: "Path under which browsers find it, which is written before its links.",
          value: bare,
          readers: "self",
        },
      },
    }),
    ...(probed && { probe: { ...probe, path: bare + probe.path } }),
  };
}
