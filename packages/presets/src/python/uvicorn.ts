import type { VariablesDeclaration } from "@quaywright/model";

/** Where uvicorn listens: https://www.uvicorn.org/settings/ */
export const uvicornAddress = ["--host", "0.0.0.0", "--port", "8000"];

/** What it is asked while it stops, it answers: in less time than the container's stop_grace_period. */
export const uvicornStops = ["--timeout-graceful-shutdown", "25"];

export const uvicornProcesses: VariablesDeclaration = {
  WEB_CONCURRENCY: {
    production: {
      purpose: "Worker processes of uvicorn.",
      kind: "number",
      default: "1",
      rule: { minimum: 1, maximum: 64 },
      readers: "self",
    },
  },
};
