import type { ServiceShape } from "../schema/service";
import { takenBy } from "./routes";

/** Names of the services that one opens connections to. */
export const targetsOf = (shape: ServiceShape): readonly string[] => [
  ...new Set([
    ...(shape.needs ?? []),
    ...(shape.reaches ?? []),
    ...Object.values(shape.variables ?? {}).flatMap((variable) =>
      typeof variable === "string" || variable.from === undefined ? [] : [variable.from.split(":")[0] ?? ""],
    ),
    ...takenBy(shape).flatMap(({ files, service }) => (files === undefined ? [service] : [])),
  ]),
];
