import type { VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";

/**
 * What it keeps in the memory of its process, such as `the scores of running matches`: one process then, which is never
 * replaced by itself and serves with more threads; more processes, replicas and overlaps are errors. Default: nothing.
 */
export const inMemory = z.string().min(1).optional();

/** Requests that one process serves at once, where there is no other one. */
export const threadsOfOne = 24;

/** One process of uvicorn. */
export const oneOfUvicorn: VariablesDeclaration = {
  WEB_CONCURRENCY: {
    production: {
      purpose: "Worker processes: what it keeps in its memory wants one.",
      kind: "number",
      value: "1",
      readers: "self",
    },
  },
};

/** One process of gunicorn, which does not end after so many requests: https://docs.gunicorn.org/en/stable/settings.html#max-requests */
export const oneOfGunicorn: VariablesDeclaration = {
  ...oneOfUvicorn,
  GUNICORN_MAX_REQUESTS: {
    production: {
      purpose: "Requests after which the worker process is replaced: it never is, what it keeps would be lost.",
      value: "0",
      readers: "self",
    },
  },
};
