import type { Difference } from "./compare";
import { MANIFEST } from "./manifest";
import { hasText, isExecutable, isFile, type OnDisk, textOf } from "./on-disk";
import { unified } from "./unified";

/** What a person is told of differences: a line for each file, and what changes in its text. */
export const describe = (differences: readonly Difference[]): readonly string[] => {
  const others = differences.filter(({ path }) => path !== MANIFEST); // it only repeats what the others say
  return (others.length > 0 ? others : differences).map(describeOne);
};

function describeOne({ after, before, path, whose }: Difference): string {
  if (before === "nothing") return `\`${path}\` is not there.\n`;
  if (whose === "stranger" || before === "no file") return `\`${path}\` is not of Quaywright: a synth stops here.\n`;
  if (after === undefined) return `\`${path}\` is no longer generated${end[whose]}`;
  const mode = isExecutable(before) === (after.executable === true) ? "" : modes(before, after.executable === true);
  if (isFile(before) && hasText(before, after.text)) return `\`${path}\` has ${mode}.\n`;
  const reason = whose === "edited" ? "was edited by hand" : "is not as it is declared";
  return `\`${path}\` ${reason}${mode === "" ? "" : `, and has ${mode}`}:\n${unified(path, textOf(before), after.text)}`;
}

const end = { ours: ": it goes with the next synth.\n", edited: ", but was edited by hand: it is yours.\n" } as const;

const modes = ({ mode }: OnDisk, executable: boolean): string =>
  `mode ${mode.toString(8)}, expected ${executable ? "755" : "644"}`;
