import { posix } from "node:path";

/** What takes code that tests out of a folder of sources: a path of it, or a name wherever it is. */
export const removal = (folder: string, pattern: string): string[] =>
  pattern.includes("/")
    ? ["rm", "-rf", posix.join(folder, pattern)]
    : ["find", folder, "-depth", "-name", pattern, "-exec", "rm", "-rf", "{}", "+"];
