export const title = "Scheduled commands";
export const intro = (environment: string): string =>
  `What ${environment} does by itself, at moments of UTC. Compose starts nothing by a clock: the machine does, and each run is a container of its own that ends with its command.`;
export const swarmed = (environment: string): string =>
  `What ${environment} does by itself, at moments of UTC. Swarm starts nothing by a clock: one manager does, and each run is a job of the swarm that ends with its command. When that manager is lost, install them on another one.`;
export const head = ["What", "When", "Service", "In words of cron"];
export const loosely = "within 5 minutes";
export const install =
  "Give them to systemd as timers, once, and again whenever this table changes; what is no longer in it goes. The folder of the project is where the script lies:";
export const rules =
  "A run starts nothing else and replaces nothing, so the stack has to be up. While one goes on, the next one does not begin. What was due meanwhile, or while the machine was off, is made up for, once. `systemctl stop` stops a run with its container.";
export const next = "When each ran last, and when it runs next";
export const now = (service: string): string => `Run \`${service}\` now, and wait until it has ended`;
export const last = (service: string): string => `How the last run of \`${service}\` ended`;
export const log = (service: string): string => `What the last runs of \`${service}\` said`;
export const failed = "Which runs failed last";
export const told = (file: string): string =>
  `To be told of a run that fails, write a unit that tells you, and name it with \`OnFailure=\` below \`[Unit]\` in \`${file}\`, which holds for all of them.`;
export const cron = {
  title: "Without systemd",
  text: "This prints lines for `crontab -e`, of whoever may use Docker. They go by the clock of the machine: where that is not UTC, their hours have to be changed. cron makes up for nothing that it missed, and mails what a run prints. They need `flock`, which keeps a run from beginning while the last one goes on:",
};
export const byHand = (service: string): string => `Run \`${service}\` now, without systemd`;
export const remove = "Take the timers away, before all else:";
