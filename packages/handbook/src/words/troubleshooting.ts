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
export const foreign = {
  symptom: "`Permission denied` for a file of a volume",
  cause: "It belongs to another user: it was copied in by root, or made by an image that ran as somebody else.",
  fix: "Hand the volume over:",
};
export const unseen = {
  symptom: "A saved file does not show",
  cause:
    "The container does not see the change, or is not told of it: the sources are on a drive of Windows or of a network. This shows the files that it has seen change last:",
  fix: "Keep the repository on a disk of the system that Docker runs on: in WSL2 under `~/src`, not under `/mnt/c`. If the file is there, the program has not read it anew: its log says why.",
};
export const unlimited = {
  symptom: "A container takes more memory than its limit",
  cause: "The kernel's memory controller is off, as on some boards. Then this prints `false`:",
  fix: "Add `cgroup_enable=memory` to the kernel's command line, on a Raspberry Pi in `/boot/firmware/cmdline.txt`, and start the board anew.",
};
export const pages = {
  symptom: "`Unsupported system page size`",
  cause: "The program was built for pages of 4 KiB, and the kernel has larger ones, as on a Raspberry Pi 5:",
  fix: "Set `kernel=kernel8.img` in `/boot/firmware/config.txt` and start the board anew, or take another image.",
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
export const networks = {
  symptom: "`all predefined address pools have been fully subnetted`",
  cause: "Docker has addresses for some thirty networks, and the stacks of this machine have taken them all:",
  fix: "`docker network prune` removes those that no container is in. `default-address-pools` in `/etc/docker/daemon.json` makes room for more.",
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
