import type { ServiceShape } from "../schema/service";

/** Services by name, as one environment declares them. */
export type Shapes = Readonly<Record<string, ServiceShape>>;

/** What a service that runs `of` another takes over from it: all that belongs to the code, nothing of the process. */
const inherited = [
  "build",
  "image",
  "target",
  "facts",
  "needs",
  "reaches",
  "waits",
  "mounts",
  "volumes",
  "seeds",
  "scratch",
  "links",
  "localhost",
  "watch",
  "user",
  "capabilities",
  "readOnly",
  "egress",
] as const satisfies readonly (keyof ServiceShape)[];

/** The shapes with every `of` filled in. A name that is unknown stays as it is: `links` reports it. */
export function shareCode(shapes: Shapes): Shapes {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const owner = shape.of === undefined ? undefined : shapes[shape.of];
      if (owner === undefined) return [name, shape];
      const keys = owner.build?.written === undefined ? inherited : [...inherited, "entrypoint" as const];
      const taken = Object.fromEntries(
        keys.filter((key) => owner[key] !== undefined && shape[key] === undefined).map((key) => [key, owner[key]]),
      );
      const writable = { ...sharedPlaces(owner), ...shape.writable };
      return [
        name,
        {
          ...taken,
          ...shape,
          variables: { ...variablesFor(name, owner), ...shape.variables },
          ...(Object.keys(writable).length > 0 && { writable }),
        },
      ];
    }),
  );
}

/** What those who run the code may write as well. */
const sharedPlaces = ({ writable = {} }: ServiceShape): NonNullable<ServiceShape["writable"]> =>
  Object.fromEntries(
    Object.entries(writable).filter(
      ([, place]) => typeof place === "string" || place.in === "memory" || place.shared !== false,
    ),
  );

/** The variables of the code that another service reads as well. */
const variablesFor = (name: string, { variables = {} }: ServiceShape): ServiceShape["variables"] =>
  Object.fromEntries(
    Object.entries(variables).filter(
      ([, variable]) =>
        typeof variable === "string" || (variable.phase !== "build" && (variable.readers?.includes(name) ?? true)),
    ),
  );
