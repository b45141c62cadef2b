import { z } from "zod";

const words = z.array(z.string()).min(1).readonly();

/**
 * What someone runs now and then, by `docker compose run --rm <service>-<name>`, and nothing starts by itself:
 * `{ seed: ["flask", "seed"] }`; with volumes for what it leaves behind:
 * `{ report: { command: ["flask", "report"], volumes: { reports: "/srv/reports" } } }`.
 */
export const tasks = z
  .record(
    z.string(),
    z.union([
      words,
      z.strictObject({
        command: words,
        /** What it does, one line. */
        summary: z.string().optional(),
        /** Volumes of its own: name to folder. */
        volumes: z.record(z.string(), z.string().startsWith("/")).default({}),
      }),
    ]),
  )
  .default({});

/** Tasks as jobs of a service. */
export const taskJobs = (all: z.output<typeof tasks>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all).map(([name, task]) => {
      const { command, summary, volumes } =
        "command" in task ? task : { command: task, summary: undefined, volumes: {} };
      return [
        name,
        {
          summary: summary ?? `Runs \`${command.join(" ")}\` when someone asks for it.`,
          when: "asked",
          command: [...command],
          ...(Object.keys(volumes).length > 0 && { volumes }),
        },
      ];
    }),
  );
