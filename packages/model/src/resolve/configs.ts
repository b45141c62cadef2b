import { posix } from "node:path";
import { placeOf } from "../place";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Config, Stack } from "../stack";
import { folderOf, placesOf, type View } from "./view";

/** The generated files that a service may read, by path. */
export const configsOf = (name: string, { configs = {} }: ServiceShape, view: View): Config[] =>
  Object.keys(configs)
    .sort()
    .map((target) => ({
      name: `${name}_${posix.basename(target)}`,
      file: placeOf({ folder: folderOf(name, view), places: placesOf(name, view) }, posix.basename(target)),
      target,
      text: configs[target]!,
    }));

/** Two texts for one file: of two paths with one name, or of two environments. */
export function brokenConfigs(stacks: readonly Stack[]): Problem[] {
  const known = new Map<string, string>();
  return stacks.flatMap(({ services }) =>
    services.flatMap(({ configs, name }) =>
      configs.flatMap(({ file, target, text }): Problem[] => {
        const first = known.get(file) ?? text;
        known.set(file, first);
        if (first === text) return [];
        return [
          {
            at: ["services", name, "configs", target],
            found: `another text than the one that \`${file}\` has already`,
            expected: "a name of its own, or one text in all environments",
          },
        ];
      }),
    ),
  );
}
