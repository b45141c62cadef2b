/** The value that a variable has at that point of the build. */
export interface Reference {
  readonly ref: string;
}

/** A value: its strings mean themselves, whatever characters they hold. */
export type Text = string | readonly (string | Reference)[];

/** A pattern for the sources of a COPY. */
export interface Glob {
  readonly glob: string;
}

/** A command: its words, handed over as they are, or a text for the shell. */
export type Command = readonly string[] | string;

/** Several commands, each of which runs only if the one before it succeeded. */
export interface Chain {
  readonly shell: readonly string[];
}

/** What is lent to one RUN: https://docs.docker.com/reference/dockerfile/#run---mount */
export type Mount =
  | {
      readonly type: "cache";
      readonly id?: Text;
      readonly target: Text;
      readonly sharing?: "shared" | "private" | "locked";
      readonly uid?: number;
      readonly gid?: number;
      readonly mode?: string;
    }
  | {
      readonly type: "bind";
      readonly from?: string;
      readonly source?: Text;
      readonly target: Text;
      readonly readwrite?: boolean;
    }
  | {
      readonly type: "secret";
      readonly id: Text;
      readonly target?: Text;
      readonly env?: string;
      readonly required?: boolean;
      readonly uid?: number;
      readonly gid?: number;
      readonly mode?: string;
    }
  | { readonly type: "tmpfs"; readonly target: Text; readonly size?: string }
  | { readonly type: "ssh"; readonly id?: Text; readonly target?: Text; readonly required?: boolean };

/** How a RUN runs. */
export interface RunOptions {
  readonly mounts?: readonly Mount[];
  readonly network?: "default" | "none" | "host";
}

/** Where a COPY copies from, and who owns the copy. */
export interface CopyOptions {
  readonly from?: string;
  readonly chown?: Text;
  readonly chmod?: string;
  readonly link?: boolean;
}

/** When a HEALTHCHECK asks, in Go's durations: `30s`. */
export interface HealthcheckOptions {
  readonly interval?: string;
  readonly timeout?: string;
  readonly startPeriod?: string;
  readonly startInterval?: string;
  readonly retries?: number;
}

/** Names and their values, in order. */
export type Pairs = Readonly<Record<string, Text>>;

/** One line of a Dockerfile: https://docs.docker.com/reference/dockerfile/ */
export type Instruction =
  | { readonly kind: "directive"; readonly name: "syntax" | "check" | "escape"; readonly value: string }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "blank" }
  | { readonly kind: "from"; readonly image: Text; readonly as?: string; readonly platform?: Text }
  | { readonly kind: "arg"; readonly name: string; readonly default?: Text }
  | { readonly kind: "env"; readonly variables: Pairs }
  | { readonly kind: "label"; readonly labels: Pairs }
  | { readonly kind: "workdir"; readonly path: Text }
  | { readonly kind: "user"; readonly user: Text }
  | { readonly kind: "shell"; readonly words: readonly string[] }
  | { readonly kind: "run"; readonly command: Command | Chain; readonly options: RunOptions }
  | {
      readonly kind: "copy";
      readonly sources: readonly (Text | Glob)[];
      readonly target: Text;
      readonly options: CopyOptions;
    }
  | { readonly kind: "expose"; readonly ports: readonly (number | Text)[] }
  | { readonly kind: "volume"; readonly paths: readonly Text[] }
  | { readonly kind: "healthcheck"; readonly command: Command | "NONE"; readonly options: HealthcheckOptions }
  | { readonly kind: "stopsignal"; readonly signal: string }
  | { readonly kind: "entrypoint"; readonly command: Command }
  | { readonly kind: "cmd"; readonly command: Command };

/** A Dockerfile, line by line. */
export type Dockerfile = readonly Instruction[];

/** `${NAME}` */
export const ref = (name: string): Reference => ({ ref: name });

/** A source path in which `*`, `?` and `[` match. */
export const glob = (pattern: string): Glob => ({ glob: pattern });

/** `# syntax=…` and its like: they stand before everything else. */
export const directive = (name: "syntax" | "check" | "escape", value: string): Instruction => ({
  kind: "directive",
  name,
  value,
});

/** Lines of comment. */
export const comment = (text: string): Instruction => ({ kind: "comment", text });

/** An empty line. */
export const blank: Instruction = { kind: "blank" };

/** The image that a stage begins with, and the name of the stage. */
export const from = (image: Text, options: { readonly as?: string; readonly platform?: Text } = {}): Instruction => ({
  kind: "from",
  image,
  ...options,
});

/** A value that the one who builds may set. */
export const arg = (name: string, value?: Text): Instruction => ({
  kind: "arg",
  name,
  ...(value === undefined ? {} : { default: value }),
});

/** Variables of the build from here on, and of the container. */
export const env = (variables: Pairs): Instruction => ({ kind: "env", variables });

/** What is said of the image. */
export const label = (labels: Pairs): Instruction => ({ kind: "label", labels });

/** The folder from here on. */
export const workdir = (path: Text): Instruction => ({ kind: "workdir", path });

/** The user from here on. */
export const user = (name: Text): Instruction => ({ kind: "user", user: name });

/** The shell that takes the texts from here on. */
export const shell = (words: readonly string[]): Instruction => ({ kind: "shell", words });

/** A command of the build. */
export const run = (command: Command | Chain, options: RunOptions = {}): Instruction => ({
  kind: "run",
  command,
  options,
});

/** Files and folders into the image. */
export const copy = (
  sources: string | Glob | readonly (Text | Glob)[],
  target: Text,
  options: CopyOptions = {},
): Instruction => ({
  kind: "copy",
  sources: typeof sources === "string" || "glob" in sources ? [sources] : sources,
  target,
  options,
});

/** The ports that the container listens on. */
export const expose = (...ports: readonly (number | Text)[]): Instruction => ({ kind: "expose", ports });

/** The folders that outlive the container. */
export const volume = (...paths: readonly Text[]): Instruction => ({ kind: "volume", paths });

/** How to ask the container whether it is well; `NONE` forgets what the base image asks. */
export const healthcheck = (command: Command | "NONE", options: HealthcheckOptions = {}): Instruction => ({
  kind: "healthcheck",
  command,
  options,
});

/** The signal that asks the container to stop. */
export const stopsignal = (signal: string): Instruction => ({ kind: "stopsignal", signal });

/** What the container always runs. */
export const entrypoint = (command: Command): Instruction => ({ kind: "entrypoint", command });

/** What the container runs unless told otherwise, or the arguments of its entrypoint. */
export const cmd = (command: Command): Instruction => ({ kind: "cmd", command });
