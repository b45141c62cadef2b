export const title = "Daily commands";
export const start = "Start everything and wait until it works";
export const watch = "Start, and follow changes of sources and of lists of packages";
export const state = "See what runs";
export const logs = "Read the last lines of all logs";
export const follow = "Follow the log of one service";
export const shell = "Open a shell in a container";
export const restart = "Start one service anew";
export const rebuild = "Build one service anew";
export const affected = "Build the images of production that a change since the last commit touches";
export const stop = "Stop everything; data stays";
export const reset = "Start over: every volume of development is removed, with all data in it";
export const profile = (name: string): string =>
  `Start everything, and what is only started when \`${name}\` is asked for`;
export const job = (name: string): string => `Run the job \`${name}\` once more`;
export const elsewhere = {
  title: (environment: string): string => `In ${environment}`,
  intro: (environment: string): string => `The same commands, with the files of ${environment}:`,
};
