import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";

/** Why there is one process of a service, where it keeps something in its memory. */
export const oneProcess = (kept: string): string =>
  `It keeps ${kept} in the memory of its one process, where no other one finds it.`;

/** Whatever would give a second process to a service that keeps something in the memory of one. */
export function splitMemory(name: string, shape: ServiceShape): Problem[] {
  if (shape.inMemory === undefined) return [];
  const why = `${oneProcess(shape.inMemory)} More requests at once take more threads.`;
  const problem = (place: (string | number)[], found: string, expected: string): Problem => ({
    at: ["services", name, ...place],
    found,
    expected,
    why,
  });
  return [
    ...replicas(shape).map(([place, found]) => problem(place, found, "one")),
    ...processes(shape).map(([place, found]) => problem(place, found, "one process")),
    ...(overlaps(shape)
      ? [problem(["compose", "deploy", "update_config", "order"], "`start-first`", "`stop-first`")]
      : []),
  ];
}

type Found = readonly [place: (string | number)[], found: string];

function replicas({ compose = {}, replicas = 1 }: ServiceShape): Found[] {
  const deploy = compose.deploy as { readonly replicas?: unknown } | undefined;
  const asked: [(string | number)[], unknown][] = [
    [["replicas"], replicas],
    [["compose", "scale"], compose.scale],
    [["compose", "deploy", "replicas"], deploy?.replicas],
  ];
  return asked.flatMap(([place, count]) => (Number(count ?? 1) > 1 ? [[place, `${String(count)} replicas`]] : []));
}

function processes({ command = [], handbook, oneProcess, variables = {} }: ServiceShape): Found[] {
  const counts = [...new Set([handbook?.runs?.variable ?? "WEB_CONCURRENCY", "WEB_CONCURRENCY"])];
  return [
    ...counts.flatMap((variable): Found[] => {
      const declared = variables[variable];
      if (declared === undefined) return [];
      const value = typeof declared === "string" ? declared : declared.value;
      if (value === "1" || (value === undefined && oneProcess?.variables[variable] !== undefined)) return [];
      const found = value === undefined ? "a number that whoever runs the stack sets" : `\`${value}\``;
      return [[["variables", variable], found]];
    }),
    ...manyIn(command).map((found): Found => [["command"], found]),
    ...Object.entries(variables).flatMap(([variable, declared]) => {
      const value = typeof declared === "string" ? declared : (declared.value ?? "");
      return variable.endsWith("_CMD_ARGS")
        ? manyIn(value.split(" ")).map((found): Found => [["variables", variable], found])
        : [];
    }),
  ];
}

/** Options of gunicorn, uvicorn, hypercorn and granian. */
const manyIn = (words: readonly string[]): string[] =>
  words.flatMap((word, index) => {
    const [, joined] = /^--(?:workers|processes)=(\d+)$/.exec(word) ?? /^-w(\d+)$/.exec(word) ?? [];
    const count = joined ?? (/^(?:--workers|--processes|-w)$/.test(word) ? words[index + 1] : undefined);
    return count !== undefined && Number(count) > 1 ? [`${count} processes`] : [];
  });

function overlaps({ compose = {} }: ServiceShape): boolean {
  const deploy = compose.deploy as { readonly update_config?: { readonly order?: unknown } } | undefined;
  return deploy?.update_config?.order === "start-first";
}
