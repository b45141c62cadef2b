export const title = (environment: string): string => `The services of ${environment}`;
export const outside = "from outside";
export const thisMachine = "this machine";
export const everyone = "everyone";
export const job = "job";
export const port = (port: string): string => `port ${port}`;
export const network = (name: string): string => `network ${name}`;
export const starts = (order: number): string => `starts ${order}.`;
export const legend = {
  networks: "blue: the networks of those who reach a service",
  arrows: "arrow: opens connections, at a port of the host",
  jobs: "dashed: a job, which ends by itself",
  orders: "number: the order of start",
  volumes: "▤: a volume",
};
