import { posix } from "node:path";
import { z } from "zod";

/** A place in the project's folder: with `/` between its parts, neither absolute nor above it. */
export const projectPath = z
  .string()
  .regex(
    /^(?![/\\])(?![A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).+$/s,
    "a path inside of the project's folder, such as `docker`",
  );

/** One spelling of a path, so that a file has one name: `docker/` and `./docker` are `docker`. */
export const spelled = (path: string): string => posix.join(path, ".");
