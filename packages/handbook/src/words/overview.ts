export const title = "What runs where";
export const intro = (environment: string): string =>
  `The services of ${environment}, who may reach whom, and what is published. Between two without an arrow nothing passes: they share no network on which one of them listens.`;
export const alternative = (environment: string): string => `Services, networks and volumes of ${environment}`;
export const services = { title: "Services", head: ["Service", "What it is", "Image", "Listens on", "Published at"] };
export const job = "a job, ends by itself";
export const asked = (profile: string): string => `started with \`--profile ${profile}\``;
export const byTimer = "a command, run by a timer and by hand";
export const byHand = "a command, run by hand";
export const copies = (count: number): string => `${count} containers`;
export const everywhere = "every address";
export const elsewhere = {
  title: "Elsewhere",
  head: ["Service", "What it is", "Where"],
  chosen: (inputs: string, one: boolean): string => `as ${inputs} ${one ? "says" : "say"}`,
  host: (port: number | undefined): string =>
    `on this machine, outside of containers${port === undefined ? "" : `, on port ${port}`}; it listens on more than \`127.0.0.1\`, and a firewall lets the engine's networks in`,
};
export const networks = {
  title: "Networks",
  head: ["Network", "Who is in it", "Way to the world"],
  internal: "none",
  open: "yes",
};
export const volumes = { title: "Volumes", head: ["Volume", "What it holds", "Where it is mounted"] };
/** What a volume holds of which nobody says more. */
export const unknown = "Data.";
export const images = { title: "Images", head: ["Image", "Built from", "Run by"] };
export const files = {
  title: "Files",
  intro: "They are generated: change `.projenrc.ts`, then run `npx projen`.",
  head: ["File", "What it is for"],
  stack: (environment: string): string => `What a swarm reads of ${environment}.`,
  compose: (environment: string): string => `Compose file of ${environment}.`,
  base: "What the Compose files of all environments have alike.",
  env: "Every value that can be set, with its default and its rule.",
  dockerfile: (image: string): string => `Builds \`${image}\`.`,
};
