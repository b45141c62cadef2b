import type { BuildText } from "./schema/build";
import type { Build } from "./stack";

type Stages = Pick<Build, "arguments" | "stages">;

/** The image that a stage goes back to, through other stages, with the defaults of build arguments. */
export function baseOf({ arguments: given, stages }: Stages, name: string): string {
  const values = new Map(given.map((each) => [each.name, each.default]));
  const written = (text: BuildText): string =>
    [text]
      .flat()
      .map((part) => (typeof part === "string" ? part : (values.get(part.ref) ?? "")))
      .join("");
  const before = (end: number, from: string): string => {
    const index = stages
      .slice(0, end)
      .map((stage) => stage.name)
      .lastIndexOf(from);
    return index < 0 ? from : before(index, written(stages[index]!.from));
  };
  return before(stages.length, name);
}
