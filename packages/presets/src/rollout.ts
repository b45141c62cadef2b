import type { ServiceDeclaration } from "@quaywright/model";

/** Jobs of a rollout from their commands by name, each after the one before it. */
export const rolloutJobs = (
  rollout: Readonly<Record<string, readonly string[]>>,
): NonNullable<ServiceDeclaration["jobs"]> =>
  Object.fromEntries(
    Object.entries(rollout).map(([job, command], index, all) => [
      job,
      {
        summary: `Runs \`${command.join(" ")}\`, once for each rollout.`,
        command: [...command],
        ...(index > 0 && { after: [all[index - 1]![0]] }),
      },
    ]),
  );
