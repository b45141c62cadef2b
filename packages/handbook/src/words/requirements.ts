export const title = "Requirements";
export const head = ["What", "At least", "Why"];
export const engine = ["Docker Engine", "25", "probes that ask every second while a service starts"];
export const compose = ["Docker Compose", "2.33", "images that take files from one another as they are built"];
export const node = [
  "Node.js",
  "20.19",
  "only for `npx projen` and `npx quaywright`; the containers run without it on the host",
];
export const tools = ["A POSIX shell", "any", "with git, curl, openssl and tar: on Linux, macOS, or Windows with WSL2"];
export const disk = [
  "Disk",
  "twice the images",
  "a new version is built beside the one that runs; data, backups and logs come on top",
];
export const memory = (sum: string, environment: string): string[] => [
  "Memory",
  sum,
  `the limits of all services of ${environment} together`,
];
export const look = "This shows what is there:";
