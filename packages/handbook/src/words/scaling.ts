export const title = "Scaling";
export const intro =
  "What each service may use, and what that is together. `replicas` and `resources` of a service in `.projenrc.ts` change it; it is in force after `npx projen` and the next `up`.";
export const head = ["Service", "Containers", "Processes × threads", "CPUs", "Memory"];
export const unknown = "–";
export const none = "no limit";
export const sum = "together";
export const processes = (processes: number, threads: number): string => `${processes} × ${threads}`;
export const variable = (name: string, service: string): string =>
  `\`${name}\` sets another number of processes of \`${service}\`.`;
export const connections = {
  title: (service: string): string => `Connections to \`${service}\``,
  sum: (parts: string, sum: number, limit: number, reserved: number): string =>
    `At most ${parts} = ${sum}. The server accepts ${limit} and keeps ${reserved} of them for its administrator, so ${limit - reserved} are left.`,
  part: (service: string, replicas: number, processes: number, threads: number): string =>
    `${replicas} × ${processes} × ${threads} of \`${service}\``,
  enough: "That is enough.",
  few: "That is too few: under load connections are refused. Fewer containers or threads, or a pool such as PgBouncer between them.",
  guess: "Of a service whose processes are not known, one connection for each container is counted.",
};
