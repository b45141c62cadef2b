import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { Variable } from "../stack";
import type { Shapes } from "./code";
import { checkJobOf } from "./rollout";

/** Those of a service's variables that one process of its code reads. */
export const readBy = (process: string, variables: readonly Variable[]): readonly Variable[] =>
  variables.filter(({ readers }) => readers?.includes(process) ?? true);

/** Every reader of a service's variables that does not run its code. */
export function brokenReaders(name: string, shapes: Shapes): Problem[] {
  const { of: owner = name, variables = {} } = shapes[name] ?? {};
  const known = [
    ...Object.keys(shapes).filter((each) => each === owner || shapes[each]?.of === owner),
    ...Object.keys(shapes[owner]?.jobs ?? {}).map((job) => `${owner}-${job}`),
  ].sort();
  return Object.entries(variables).flatMap(([variable, declared]) => {
    if (typeof declared === "string" || !Array.isArray(declared.readers)) return [];
    return declared.readers.flatMap((reader, index) => {
      if (known.includes(reader) || reader === checkJobOf(owner, shapes)) return [];
      const suggestion = nearest(reader, known);
      return [
        {
          at: ["services", name, "variables", variable, "readers", index],
          found: `reader \`${reader}\``,
          expected: `one of ${known.map((each) => `\`${each}\``).join(", ")}`,
          why: "Only they run the code that the variable is for.",
          ...(suggestion !== undefined && { suggestion }),
        },
      ];
    });
  });
}
