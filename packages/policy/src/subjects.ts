import type { Place } from "./place";
import type { Dockerfile, Stage } from "./recover/dockerfile/nodes";
import type { Directive, NginxFile } from "./recover/nginx/nodes";
import type { Repository } from "./recover/repository";
import type { Kind } from "./recover/stack";
import { remembered } from "./remembered";
import type { Subject, Subjects } from "./rule";

/** One thing to look at, and whom a finding about it belongs to. */
export interface Looked<S extends Subject = Subject> {
  readonly on: S;
  readonly subject: Subjects[S];
  /** Keywords, program or directive: of the rules that name any (`of`), only those that name one of these look. */
  readonly words: readonly string[];
  readonly within: string;
  readonly environments: ReadonlySet<Kind>;
  /** The environment's name. */
  readonly stack?: string;
  /** The artefact, for a folder of rules to be loaded. */
  readonly at?: Place;
}

const unknown: ReadonlySet<Kind> = new Set(["unknown"]);
const none: readonly string[] = [];

/** Everything that rules look at, in the order of files. */
export function* subjectsOf(repository: Repository): Generator<Looked> {
  for (const dockerfile of repository.dockerfiles) yield* ofDockerfile(dockerfile, repository);
  for (const file of repository.composeFiles)
    yield { on: "compose-file", subject: file, words: none, within: "", environments: unknown };
  for (const stack of repository.stacks) {
    const environments = new Set([stack.environment]);
    for (const service of stack.services.values()) {
      yield {
        on: "service",
        subject: service,
        words: none,
        within: `service ${service.name}`,
        environments,
        stack: stack.name,
      };
    }
    yield { on: "stack", subject: stack, words: none, within: "", environments, stack: stack.name };
  }
  for (const file of repository.nginxFiles) {
    yield { on: "nginx-file", subject: file, words: none, within: "", environments: unknown };
    for (const directive of allDirectives(file.directives)) {
      yield {
        on: "directive",
        subject: directive,
        words: [directive.name],
        within: withinOf(directive),
        environments: unknown,
      };
    }
  }
  for (const script of repository.scripts)
    yield { on: "script", subject: script, words: none, within: "", environments: unknown };
  for (const file of repository.envFiles)
    yield { on: "env-file", subject: file, words: none, within: "", environments: unknown };
  for (const file of repository.ignoreFiles)
    yield { on: "ignore-file", subject: file, words: none, within: "", environments: unknown };
  yield { on: "repository", subject: repository, words: none, within: "", environments: unknown };
}

function* ofDockerfile(dockerfile: Dockerfile, repository: Repository): Generator<Looked> {
  yield { on: "dockerfile", subject: dockerfile, words: none, within: "", environments: unknown };
  const kinds = environmentsIn(dockerfile, repository);
  for (const stage of dockerfile.stages) {
    const environments = kinds.get(stage)!;
    const within = `stage ${stage.name?.value ?? stage.index}`;
    const words = wordsOf(stage);
    yield { on: "stage", subject: stage, words, within, environments };
    if (repository.environmentsOf(stage).size > 0) yield { on: "image", subject: stage, words, within, environments };
    for (const instruction of [stage.from, ...stage.instructions]) {
      yield { on: "instruction", subject: { instruction, stage }, words: [instruction.keyword], within, environments };
      if (instruction.keyword !== "RUN") continue;
      for (const command of instruction.commands) {
        yield {
          on: "command",
          subject: { command, run: instruction, stage },
          words: [command.name],
          within,
          environments,
        };
      }
    }
  }
}

/** The keywords of a stage's own instructions, and the flags that they have: `COPY`, `--from`. */
function wordsOf({ from, instructions }: Stage): string[] {
  const words = [from.keyword, ...from.flags.map(({ name }) => optionOf(name))];
  for (const { flags, keyword } of instructions) {
    if (!words.includes(keyword)) words.push(keyword);
    for (const { name } of flags) if (!words.includes(optionOf(name))) words.push(optionOf(name));
  }
  return words;
}

const optionOf = remembered((name) => `--${name}`);

/** What each stage ends up in: its own builds, and those of the stages that are built from it. */
function environmentsIn(dockerfile: Dockerfile, repository: Repository): ReadonlyMap<Stage, ReadonlySet<Kind>> {
  const found = new Map<Stage, Set<Kind>>(
    dockerfile.stages.map((stage) => [stage, new Set(repository.environmentsOf(stage))]),
  );
  for (const stage of [...dockerfile.stages].reverse()) {
    const base = stage.base.stage;
    if (base !== undefined) for (const kind of found.get(stage)!) found.get(base)?.add(kind);
  }
  return found;
}

/** The directives and those in their blocks, in the order of the file. */
export function* allDirectives(directives: readonly Directive[]): Generator<Directive> {
  const left = [...directives].reverse();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    for (let index = (next.block?.length ?? 0) - 1; index >= 0; index -= 1) left.push(next.block![index]!);
  }
}

const listed = new WeakMap<NginxFile, readonly Directive[]>();

/** All directives of a file, listed once. */
export function directivesIn(file: NginxFile): readonly Directive[] {
  let found = listed.get(file);
  if (found === undefined) {
    found = [...allDirectives(file.directives)];
    listed.set(file, found);
  }
  return found;
}

/** `server example.com, location /api/` */
function withinOf(directive: Directive): string {
  const parts: string[] = [];
  for (let next = directive.parent; next !== undefined && parts.length < 8; next = next.parent) {
    parts.unshift([next.name, ...next.args.map(({ value }) => value)].join(" "));
  }
  return parts.join(", ").slice(0, 200);
}
