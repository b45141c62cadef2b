import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";

type OneProcess = Pick<ServiceDeclaration, "oneProcess">;

const one = (count: string): VariablesDeclaration => ({
  WEB_CONCURRENCY: {
    purpose: "Worker processes: what it keeps in its memory wants one.",
    kind: "number",
    value: count,
    readers: "self",
  },
});

/** uvicorn has one thread for all that awaits, and forty for the rest: https://www.starlette.io/threadpool/ */
export const oneOfUvicorn: OneProcess = {
  oneProcess: { production: { variables: one("1"), threads: 40 } },
} as OneProcess;

/**
 * One process of gunicorn, with threads for what several would do, which does not end after so many requests:
 * https://docs.gunicorn.org/en/stable/settings.html#max-requests
 */
export const oneOfGunicorn = (streams = 0, prefix = ""): OneProcess =>
  ({
    oneProcess: {
      production: {
        threads: streams + threads,
        variables: {
          ...one("1"),
          GUNICORN_THREADS: {
            input: `${prefix}GUNICORN_THREADS`,
            purpose: "Requests and streams that its one process serves at once.",
            kind: "number",
            default: String(streams + threads),
            rule: { minimum: 1, maximum: 1000 },
            readers: "self",
          },
          GUNICORN_MAX_REQUESTS: {
            purpose: "Requests after which the worker process is replaced: it never is, what it keeps would be lost.",
            value: "0",
            readers: "self",
          },
        },
      },
    },
  }) as OneProcess;

const threads = 24;
