import type { Policy } from "./config/policy";
import type { Place } from "./place";
import type { ComposeFile } from "./recover/compose/nodes";
import type { Service } from "./recover/compose/service";
import type { Dockerfile, Instruction, Stage } from "./recover/dockerfile/nodes";
import type { EnvFile } from "./recover/env-file";
import type { IgnoreFile } from "./recover/ignore-file";
import type { Directive, NginxFile } from "./recover/nginx/nodes";
import type { Repository } from "./recover/repository";
import type { Script } from "./recover/script";
import type { Command } from "./recover/shell/commands";
import type { Stack } from "./recover/stack";

export type Severity = "error" | "warning" | "info";

/** A command that building an image runs. */
export interface BuildCommand {
  readonly command: Command;
  /** The `RUN`. */
  readonly run: Instruction;
  readonly stage: Stage;
}

export interface StageInstruction {
  readonly instruction: Instruction;
  readonly stage: Stage;
}

/** What a rule can look at. */
export interface Subjects {
  /** A whole Dockerfile. */
  dockerfile: Dockerfile;
  /** A stage of a Dockerfile: only those with one of `of`. */
  stage: Stage;
  /** A stage that somebody runs, as the image it makes: only those with one of `of`. */
  image: Stage;
  /** An instruction of a stage: only those of `of`. */
  instruction: StageInstruction;
  /** A command in a `RUN`: only those of `of`. */
  command: BuildCommand;
  /** A compose file by itself, nothing merged. */
  "compose-file": ComposeFile;
  /** A service of an environment, merged and linked. */
  service: Service;
  /** An environment. */
  stack: Stack;
  /** A whole nginx file. */
  "nginx-file": NginxFile;
  /** A directive of nginx: only those of `of`. */
  directive: Directive;
  /** A script that a container starts with. */
  script: Script;
  "env-file": EnvFile;
  "ignore-file": IgnoreFile;
  /** All of it, once. */
  repository: Repository;
}

export type Subject = keyof Subjects;

/** One thing that is wrong. */
export interface Hit {
  readonly at: Place;
  /** A plain sentence of what is there: "`python:latest` is another image tomorrow." */
  readonly says: string;
  /** The other ends: what this contradicts, what it comes from. */
  readonly related?: readonly { readonly at: Place; readonly says: string }[];
  /** What to do here, where that is more than the rule's own `fix`. */
  readonly fix?: string;
  /** An edit that is certainly right. */
  readonly edits?: readonly Edit[];
  /** Stage, service or directive that it belongs to, where the engine cannot tell by itself. */
  readonly within?: string;
  /** What is written there must not be shown. */
  readonly secret?: boolean;
  readonly severity?: Severity;
}

/** Where a rule says what it found; not by giving it back, as most that is looked at is as it should be. */
export type Tell = (hit: Hit) => void;

/** A stretch of text and what takes its place. */
export interface Edit {
  readonly at: Place;
  readonly text: string;
}

/** Files by path; a text alone is the file that the rule's subject is by default. */
export type Example = string | Readonly<Record<string, string>>;

export interface Rule<S extends Subject = Subject> {
  /** In words, as its file is named. Never used again once it is gone. */
  readonly id: string;
  readonly on: S;
  /**
   * Words of which one must be there for the rule to be called: the program of a `command`, the name of a `directive`;
   * the keyword of an `instruction`, one of its flags (`--from`), a mark that stands in it (`$`, `[`, `<<`) or a program
   * of a `RUN`; of a `stage` or `image` such a word of one of its own instructions.
   */
  readonly of?: readonly string[];
  /** `off`: only where it is asked for. */
  readonly severity: Severity | "off";
  /** Under the profiles `strict` and `seed`, where they differ. */
  readonly strict?: Severity | "off";
  readonly seed?: Severity | "off";
  /** Only what serves users: silent in development and tests, one level lower where nothing says what it is for. */
  readonly production?: boolean;
  /** What it finds, as one sentence. */
  readonly meaning: string;
  /** Why that is bad. */
  readonly reason: string;
  /** How it finds it, where that is not plain: what counts, and what it lets pass. */
  readonly how?: string;
  readonly fix: string;
  /** What other tools call it: `DL3006`, `CKV_DOCKER_7`. */
  readonly aliases?: readonly string[];
  readonly references?: readonly string[];
  /** Rules that see a part of the same thing: silent of what this one tells. */
  readonly covers?: readonly string[];
  /** Files in which it is told, and in which it isn't: its tests, and its page. */
  readonly bad: Example | readonly Example[];
  readonly good: Example | readonly Example[];
  /** Looks at one thing, and tells what is wrong. */
  check(subject: Subjects[S], tell: Tell, repository: Repository, policy: Policy): void;
}

/** A rule, typed by what it looks at. */
export const rule = <S extends Subject>(rule: Rule<S>): Rule<S> => rule;

/** The file that an example without a name is. */
export const defaultFile: Readonly<Record<Subject, string>> = {
  dockerfile: "Dockerfile",
  stage: "Dockerfile",
  image: "Dockerfile",
  instruction: "Dockerfile",
  command: "Dockerfile",
  "compose-file": "compose.yaml",
  service: "compose.yaml",
  stack: "compose.yaml",
  "nginx-file": "nginx.conf",
  directive: "nginx.conf",
  script: "entrypoint.sh",
  "env-file": ".env",
  "ignore-file": ".dockerignore",
  repository: "compose.yaml",
};
