import { posix } from "node:path";
import { z } from "zod";

const inside = /^(?![/\\])(?![A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).+$/s;

/** A place in the project's folder: with `/` between its parts, neither absolute nor above it. */
export const projectPath = z.string().regex(inside, "a path inside of the project's folder, such as `docker`");

/** A folder there that a Dockerfile copies from, where others may be beside it. */
export const contextPath = z
  .string()
  .regex(
    inside,
    'a folder inside of the project\'s; of one outside files are taken `--from` its name in `outside: { <name>: "../folder" }`',
  );

/** One spelling of a path, so that a file has one name: `docker/` and `./docker` are `docker`. */
export const spelled = (path: string): string => posix.join(path, ".");
