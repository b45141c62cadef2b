export const title = "Quick start";
export const environment = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
export const folder = "All commands are typed in the folder of the repository.";
export const values = "Make what has no default.";
export const start =
  "Build and start. It ends when every service works; the first time takes some minutes, for it builds the images.";
export const swarm = {
  init: "Make this machine a swarm of one; how others join it is told in “On several machines”.",
  build: "Build the images.",
  deploy: "Deploy. It ends when every service works.",
  running: (services: string): string => `Each of ${services} is \`Running\`.`,
};
export const look = "See what runs.";
export const healthy = (services: string): string => `Each of ${services} is \`Up\` and \`(healthy)\`.`;
export const up = (services: string): string => `${services} is \`Up\`.`;
export const ended = (services: string): string => `A job that has done its work is \`Exited (0)\`: ${services}.`;
export const ask = "Ask for a page.";
export const addresses = {
  intro: "In the browser:",
  head: ["Address", "What is there"],
  other: (input: string): string => `another port: \`${input}\` in \`.env\``,
};
export const live =
  "Leave it running while you edit: a change in the sources shows by itself. This also builds an image anew when a file changes that lists its packages; Ctrl-C stops everything:";
export const set = "Set what only you know; these values are examples.";
export const secrets =
  "Make the secrets. Each is made once and never changed by this command, which names the files that it makes.";
