import { posix } from "node:path";
import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { changes } from "@quaywright/versions";
import { z } from "zod";
import { adding } from "./expects";
import { type Interpreter, manifestsOf } from "./interpreter";

const workerClass = z.enum(["gthread", "gevent", "eventlet"]);

const declared = z.strictObject({
  /**
   * `gthread` has a thread for each request and stream; `gevent`, a package of its own, has none; `eventlet` is for
   * gunicorn before 26. Default: `gthread`.
   */
  class: workerClass.default("gthread"),
  /** Event streams that each process has open at once. Default: 0. */
  streams: z.int().min(0).default(0),
  /** Variable by which the application knows that number. Default: none. */
  variable: z.string().optional(),
});

/** How gunicorn works at requests: a worker class alone has no streams. */
export const worker = z.union([workerClass, declared]).default("gthread");

/** The same with every default filled. */
export type Worker = z.output<typeof declared>;

export const workerOf = (given: z.output<typeof worker>): Worker =>
  typeof given === "string" ? { class: given, streams: 0 } : given;

export const workerVariables = ({ class: name, streams, variable }: Worker): VariablesDeclaration => ({
  ...(variable !== undefined && { [variable]: { purpose: "Event streams open at once.", value: String(streams) } }),
  ...(name !== "gthread" && {
    GUNICORN_WORKER_CLASS: {
      production: { purpose: "Worker class of gunicorn.", value: name, readers: "self" as const },
    },
  }),
  ...(streams > 0 && {
    GUNICORN_MAX_REQUESTS: {
      production: {
        purpose: "Requests after which a worker process is replaced: none is, since its streams would have to end.",
        value: "0",
        readers: "self" as const,
      },
    },
  }),
});

/** A class other than `gthread` is a package of its own. */
export function lockedOf(
  { class: name }: Worker,
  source: string,
  interpreter: Interpreter,
): ServiceDeclaration["locked"] {
  if (name === "gthread") return [];
  const file = posix.join(source, manifestsOf(interpreter).at(interpreter.manager === "pip" ? 0 : -1)!);
  const asked = { at: ["worker"], asked: `worker \`${name}\``, file };
  const own = { ...asked, package: name, unless: adding(name, interpreter) };
  if (name === "gevent") return [own];
  const gone = {
    version: changes.gunicornWithoutEventlet,
    expected: "`gthread`, with `streams` for as many as are open at once, or `gevent` for hundreds of them",
    why: `gunicorn has no such worker from ${changes.gunicornWithoutEventlet}.0.0 on, and nobody keeps eventlet.`,
  };
  return [{ ...asked, package: "gunicorn", unless: adding("gunicorn", interpreter), before: gone }, own];
}
