export const title = "Troubleshooting";
export const intro = "From what one sees to what to do. Start here:";
export const cause = "Cause: ";
export const fix = "What to do: ";
export const port = {
  symptom: "`port is already allocated`, or `address already in use`",
  cause: "Another program, or another stack, listens on that port of this machine.",
  fix: (inputs: string): string => `End the other one, or set another port in \`.env\`: ${inputs}.`,
};
export const variables = {
  symptom: "A container ends with code 78",
  cause: "Values are missing or wrong. Its log names all of them at once.",
  fix: "Set them as it says, then start anew.",
};
export const permission = {
  symptom: "`permission denied` for a file under `/run/secrets`",
  cause: "The secret's file can be read by its owner alone, and the process in the container is another user.",
  fix: (folder: string): string =>
    `\`chmod 644\` each file. The folder \`${folder}\` itself is closed to others, so nobody else on this machine gains by it.`,
};
export const ended = {
  symptom: "A job is `Exited (0)`",
  cause: (jobs: string): string => `Nothing is wrong: ${jobs} did the work, and ended.`,
  fix: "Nothing.",
};
export const failed = {
  symptom: (job: string): string => `\`service "${job}" didn't complete successfully\``,
  cause: "The job failed, and what waits for it was not started. What ran before goes on.",
  fix: "Its log says why. Mend it, build anew, start again: the job runs again.",
};
export const unhealthy = {
  symptom: "A container is `unhealthy`, or `up --wait` gives up",
  cause: "Its probe fails. This shows what the probe said, last answer last:",
  fix: "Look at the container's log for the same moment. A slow machine may need a longer `startPeriod` of the probe.",
};
export const disk = {
  symptom: "`no space left on device`",
  cause: "Images and the cache of builds have filled the disk.",
  fix: "`docker builder prune` empties the cache, `docker image prune` removes images that no tag names. Neither touches a volume.",
};
export const memory = {
  symptom: "A container ends with code 137",
  cause: "It used more memory than its limit, or did not end in time when it was stopped. `true` means memory:",
  fix: "Give it more: `resources` of the service in `.projenrc.ts`.",
};
export const old = {
  symptom: "Compose refuses a file: `additional properties`, or an unknown key",
  cause: "Compose is older than 2.33.",
  fix: "Install a newer one, as the part on installing Docker says.",
};
