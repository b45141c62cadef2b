import type { Place } from "../place";
import { expand } from "../recover/dockerfile/expand";
import { imageOfStage } from "../recover/dockerfile/image";
import type { Instruction, Stage } from "../recover/dockerfile/nodes";
import { unquoted } from "../recover/dockerfile/words";
import { rememberedOf } from "../remembered";

/** A `COPY` or `ADD`: what goes where. */
export interface Copy {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly sources: readonly { readonly path: string; readonly at: Place }[];
  readonly destination: string;
  /** Another stage, image or context that it takes from. */
  readonly from: string | undefined;
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
}

/** The copies of a stage itself; what comes from here-documents is left out. */
export const copiesOf = rememberedOf(read);

function read(stage: Stage): readonly Copy[] {
  const copies: Copy[] = [];
  for (const instruction of stage.instructions) {
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") continue;
    const { environment } = imageOfStage(stage);
    const { flags, json, rest, words } = instruction;
    const all =
      json?.map((path) => ({ path, at: rest })) ??
      words.map(({ at, value }) => {
        const written = unquoted(value);
        const { text, unknown } = expand(written, (name) => environment.get(name)?.value);
        // a variable that is empty until somebody sets it is no folder
        return { path: unknown.length > 0 || text === "" ? written : text, at };
      });
    const setting = (wanted: string) => flags.find(({ name }) => name === wanted)?.setting;
    copies.push({
      instruction,
      stage,
      sources: all.slice(0, -1).filter(({ path }) => !path.startsWith("<<")),
      destination: all.at(-1)?.path ?? "",
      from: setting("from"),
      chown: setting("chown"),
      chmod: setting("chmod"),
    });
  }
  return copies;
}

/** From the build context, not from another stage. */
export const fromContext = rememberedOf((stage: Stage): readonly Copy[] =>
  copiesOf(stage).filter(({ from }) => from === undefined),
);

/** An absolute path for one that may be relative to a working folder. */
export function absolute(path: string, workdir = "/"): string {
  const whole = path.startsWith("/") ? path : `${workdir.replace(/\/$/, "")}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
