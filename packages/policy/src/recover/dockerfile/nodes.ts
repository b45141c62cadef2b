import type { Fact, Place, Source } from "../../place";
import type { ImageReference } from "../image-reference";
import type { Command } from "../shell/commands";

/** A piece of an instruction between blanks, as it is written: quotes and variables are still in it. */
export interface Word extends Fact<string> {}

/** `--name=value` before the arguments. */
export interface Flag extends Word {
  readonly name: string;
  /** Empty where there is no `=`. */
  readonly setting: string;
}

export interface Heredoc {
  readonly name: string;
  readonly body: Place;
  /** Whether variables in it are left to the shell: its name is quoted. */
  readonly quoted: boolean;
  readonly closed: boolean;
}

export interface Pair {
  readonly name: string;
  /** Without quotes; variables are still in it. Absent for an `ARG` without default. */
  readonly value?: string;
  readonly at: Place;
  /** Written `ENV name value`. */
  readonly legacy?: boolean;
}

export interface Instruction {
  /** In capitals, as the reference writes it. */
  readonly keyword: string;
  readonly keywordAt: Place;
  /** The whole of it, continuation lines and here-documents with it. */
  readonly at: Place;
  /** What follows the keyword and the flags. */
  readonly rest: Place;
  readonly flags: readonly Flag[];
  readonly words: readonly Word[];
  /** Exec form: the strings of the JSON array. */
  readonly json?: readonly string[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** Of `ENV`, `ARG` and `LABEL`. */
  readonly pairs: readonly Pair[];
  /** Of `ONBUILD`: what runs in whoever builds from the image. */
  readonly trigger?: Instruction | undefined;
  /** Blank lines inside of it. */
  readonly blanks: readonly number[];
  /** The simple commands that `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` run, as far as they can be read. */
  readonly commands: readonly Command[];
}

export interface Stage {
  readonly dockerfile: Dockerfile;
  readonly index: number;
  readonly name: Fact<string> | undefined;
  readonly from: Instruction;
  /** What it is built from, variables replaced by their defaults. */
  readonly base: Base;
  /** Without the `FROM`. */
  readonly instructions: readonly Instruction[];
}

export interface Base {
  readonly at: Place;
  readonly text: string;
  /** As written. */
  readonly written: string;
  /** Names of variables without a value: the image cannot be known. */
  readonly unknown: readonly string[];
  readonly stage: Stage | undefined;
  readonly image: ImageReference | undefined;
  readonly platform: Flag | undefined;
}

export interface Fault {
  readonly at: Place;
  readonly says: string;
}

export interface Dockerfile {
  readonly kind: "dockerfile";
  readonly source: Source;
  readonly path: string;
  readonly escape: "\\" | "`";
  readonly syntax?: Fact<string>;
  readonly instructions: readonly Instruction[];
  /** `ARG`s before the first `FROM`. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly faults: readonly Fault[];
}
