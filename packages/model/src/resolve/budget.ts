import type { Problem } from "../problem";
import type { Service } from "../stack";
import type { Shapes } from "./code";

/** What those who need a service may open at once, where that is more than it accepts. Who says no number is not counted. */
export const overdrawn = (services: readonly Service[], shapes: Shapes): Problem[] =>
  services.flatMap(({ handbook, name }) => {
    if (handbook?.accepts === undefined) return [];
    const { connections, reserved } = handbook.accepts;
    const shares = services.flatMap((reader) => (needs(reader, name, shapes) ? shareOf(reader) : []));
    const sum = shares.reduce((total, { count }) => total + count, 0);
    if (sum <= connections - reserved) return [];
    return [
      {
        at: ["services", name],
        found: `${sum} connections at once: ${shares.map(({ text }) => text).join(", ")}`,
        expected: `at most ${connections - reserved}${reserved === 0 ? "" : `: ${connections} less ${reserved} that are kept`}`,
        why: "Whoever comes when all are taken is sent away. Fewer replicas, processes or threads, more connections, or a pool such as PgBouncer.",
      },
    ];
  });

const needs = ({ name, oneShot }: Service, target: string, shapes: Shapes): boolean =>
  !oneShot && (shapes[name]?.needs ?? []).includes(target);

function shareOf({ handbook, name, replicas }: Service): { readonly count: number; readonly text: string }[] {
  if (handbook?.runs === undefined) return [];
  const { processes, threads } = handbook.runs;
  const factors = [
    ...(replicas === 1 ? [] : [`${replicas} replicas`]),
    ...(processes === 1 ? [] : [`${processes} processes`]),
    ...(threads === 1 ? [] : [`${threads} threads`]),
  ];
  const count = replicas * processes * threads;
  return [{ count, text: `\`${name}\` ${factors.length > 1 ? `${factors.join(" × ")} = ${count}` : count}` }];
}
