import { type Place, place } from "../place";
import type { Dockerfile, Flag, Instruction } from "../recover/dockerfile/nodes";
import { unquoted } from "../recover/dockerfile/words";
import { rememberedOf } from "../remembered";

/** What a step is lent while it runs: https://docs.docker.com/reference/dockerfile/#run---mount */
export interface StepMount {
  /** `bind` where it does not say. */
  readonly type: string;
  /** A stage, an image or a context. */
  readonly from?: string;
  readonly source?: string;
  readonly target?: string;
  /** Of a secret: what it is called outside. */
  readonly id?: string;
}

/** A stage, an image or a context that a step takes files from, as it is written. */
export interface TakenFrom {
  readonly name: string;
  /** Absent where the name is not written in one piece. */
  readonly at?: Place;
}

export const mountsOf = rememberedOf(({ flags }: Instruction): readonly StepMount[] =>
  flags.flatMap((flag) => (flag.name === "mount" ? [mountOf(optionsOf(flag))] : [])),
);

function mountOf(options: readonly Option[]): StepMount {
  const said = (...keys: readonly string[]) => options.find(({ key }) => keys.includes(key))?.value;
  const type = said("type")?.toLowerCase() ?? "bind";
  const from = said("from");
  const source = said("source", "src");
  const target = said("target", "dst", "destination");
  const id = said("id") ?? (type === "secret" ? target?.slice(target.lastIndexOf("/") + 1) : undefined);
  return {
    type,
    ...(from !== undefined && { from }),
    ...(source !== undefined && { source }),
    ...(target !== undefined && { target }),
    ...(id !== undefined && { id }),
  };
}

/** By `--from`, and by `from` of a mount. */
export const takenFrom = ({ flags, trigger }: Instruction): TakenFrom[] => [
  ...flags.flatMap((flag) =>
    flag.name === "from"
      ? [{ name: unquoted(flag.setting), ...placeOf(flag, flag.setting, 0) }]
      : flag.name === "mount"
        ? optionsOf(flag).flatMap(({ at, key, value }) =>
            key === "from" ? [{ name: value, ...(at !== undefined && { at }) }] : [],
          )
        : [],
  ),
  ...(trigger === undefined ? [] : takenFrom(trigger)),
];

/** The same of all its steps, in small letters, as Docker compares names. */
export const takenIn = ({ stages }: Dockerfile): ReadonlySet<string> =>
  new Set(stages.flatMap(({ instructions }) => instructions.flatMap(takenFrom)).map(({ name }) => name.toLowerCase()));

interface Option {
  /** In small letters. */
  readonly key: string;
  readonly value: string;
  /** Of the value. */
  readonly at?: Place;
}

function optionsOf(flag: Flag): Option[] {
  let start = 0;
  return unquoted(flag.setting)
    .split(",")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const [key, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      const option = { key: key.toLowerCase(), value, ...placeOf(flag, value, start + equals + 1) };
      start += pair.length + 1;
      return option;
    });
}

/** Of a part of what a flag is set to; with quotes, or in several lines, it is longer than what is read of it. */
function placeOf({ at, setting, value }: Flag, part: string, offset: number): { readonly at?: Place } {
  if (at.end - at.start !== value.length || unquoted(setting) !== setting) return {};
  const start = at.end - setting.length + offset;
  return { at: place(at.source, start, start + part.length) };
}
