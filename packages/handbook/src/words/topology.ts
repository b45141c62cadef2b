export const title = (environment: string): string => `The services of ${environment}`;
export const outside = "outside";
export const thisMachine = "this machine";
export const everyone = "everyone";
export const job = "job";
export const port = (port: string): string => `port ${port}`;
export const starts = (order: number): string => `starts ${order}.`;
export const legend = ["an area is a network", "an arrow opens connections", "a number is the order of start"];
