import type { Application } from "./application";

/** The development server under a debugger, if there is one: https://github.com/microsoft/debugpy#debugpy-cli-usage */
export function debugged({ development, interpreter, programs = {} }: Application): readonly string[] {
  const { debugPort } = interpreter;
  if (debugPort === undefined) return development;
  const [first = "", ...rest] = development;
  const target = Object.hasOwn(programs, first) ? [`/usr/local/bin/${first}`, ...rest] : ["-m", ...development];
  return ["python", "-m", "debugpy", "--listen", `0.0.0.0:${debugPort}`, ...target];
}
