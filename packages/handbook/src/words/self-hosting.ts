export const title = "Hosting it yourself";
export const board = {
  title: "On a single board",
  memory: (sum: string): string =>
    `The limits of all services are ${sum} together: a board should have half as much again.`,
  text: "A 64-bit system is needed. Put Docker's data on an SSD: a card wears out under a database. Build on a stronger machine of the same architecture, or be patient.",
  limits:
    "Limits of memory are ignored unless the kernel's memory controller is on. This must print `true`; if it does not, add `cgroup_enable=memory` to the kernel's command line and start the board anew:",
  pages:
    "Some boards run a kernel with pages of 16 KiB, on which programs fail that were built for 4 KiB. This must print `4096`, or every image must be known to live with what it prints:",
};
export const machines = {
  title: "On several machines",
  text: "Compose runs on one machine. To spread a stack, run the same repository on each machine with other services switched on, and let them meet over addresses that are not public.",
  database: (services: string): string =>
    `Move ${services} to a machine of its own, or to a provider, first: \`external: true\` on the service in \`.projenrc.ts\` makes its host and port values to be set.`,
  volumes: (volumes: string): string =>
    `Containers on different machines do not share volumes: ${volumes} would have to move to a file server or an object store.`,
  images: "Build once, and carry the images over:",
};
