import type { HandbookDeclaration, ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { byScriptName } from "../prefix";
import { gunicornProcesses } from "../python/gunicorn";
import { oneOfGunicorn, oneOfUvicorn } from "../python/one-process";
import { uvicornAddress, uvicornProcesses, uvicornStops } from "../python/uvicorn";

/** How production serves a site. */
export interface Serving {
  readonly server: "gunicorn" | "uvicorn";
  /** Where it finds the site, and what the site is called there. */
  readonly app: string;
  readonly command: readonly string[];
  /** How many processes it has. */
  readonly processes: VariablesDeclaration;
  readonly more: Partial<ServiceDeclaration>;
  readonly handbook: HandbookDeclaration;
}

/** Processes of gunicorn that each have some threads. */
export const byGunicorn = (project: string, prefix: string, called: (name: string) => string): Serving => ({
  server: "gunicorn",
  app: `${project}.wsgi:application`,
  command: ["gunicorn", `${project}.wsgi:application`, "--config", "/etc/gunicorn.conf.py"],
  processes: {
    WEB_CONCURRENCY: {
      production: {
        purpose: "Worker processes of gunicorn. Default: from the CPU limit.",
        kind: "number",
        optional: true,
        rule: { minimum: 1, maximum: 64 },
        readers: "self",
        example: "4",
      },
    },
  },
  more: { ...byScriptName, ...oneOfGunicorn(0, prefix) },
  handbook: {
    runs: {
      development: { processes: 1, threads: 1 },
      production: { processes: gunicornProcesses, threads: 4, variable: called("WEB_CONCURRENCY") },
    },
  },
});

/** Sockets and streams wait in uvicorn: https://docs.djangoproject.com/en/stable/howto/deployment/asgi/uvicorn/ */
export const byUvicorn = (project: string): Serving => ({
  server: "uvicorn",
  app: `${project}.asgi:application`,
  command: ["uvicorn", `${project}.asgi:application`, ...uvicornAddress, ...uvicornStops],
  processes: uvicornProcesses,
  more: oneOfUvicorn,
  handbook: {
    notes: [
      {
        topic: "scaling",
        mode: "production",
        text: "Each request under way has a connection to the database of its own, which is closed with it unless `CONN_MAX_AGE` says more: https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections.",
      },
    ],
  },
});
