import { type Place, textAt } from "./place";
import type { Dockerfile, Instruction, Stage } from "./recover/dockerfile/nodes";
import type { Directive, NginxFile } from "./recover/nginx/nodes";
import type { Repository } from "./recover/repository";
import type { Kind } from "./recover/stack";
import { remembered, rememberedOf } from "./remembered";
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
const none: readonly never[] = [];

/** Shows everything that rules look at, in the order of files. */
export function eachSubject(repository: Repository, see: (looked: Looked) => void): void {
  for (const dockerfile of repository.dockerfiles) inDockerfile(dockerfile, repository, see);
  for (const file of repository.composeFiles)
    see({ on: "compose-file", subject: file, words: none, within: "", environments: unknown });
  for (const stack of repository.stacks) {
    const environments = new Set([stack.environment]);
    for (const service of stack.services.values()) {
      const within = `service ${service.name}`;
      see({ on: "service", subject: service, words: none, within, environments, stack: stack.name });
    }
    see({ on: "stack", subject: stack, words: none, within: "", environments, stack: stack.name });
  }
  for (const file of repository.nginxFiles) {
    see({ on: "nginx-file", subject: file, words: none, within: "", environments: unknown });
    for (const directive of allDirectives(file.directives)) {
      const within = withinOf(directive);
      see({ on: "directive", subject: directive, words: [directive.name], within, environments: unknown });
    }
  }
  for (const script of repository.scripts)
    see({ on: "script", subject: script, words: none, within: "", environments: unknown });
  for (const file of repository.envFiles)
    see({ on: "env-file", subject: file, words: none, within: "", environments: unknown });
  for (const file of repository.ignoreFiles)
    see({ on: "ignore-file", subject: file, words: none, within: "", environments: unknown });
  see({ on: "repository", subject: repository, words: none, within: "", environments: unknown });
}

function inDockerfile(dockerfile: Dockerfile, repository: Repository, see: (looked: Looked) => void): void {
  see({ on: "dockerfile", subject: dockerfile, words: none, within: "", environments: unknown });
  const kinds = environmentsIn(dockerfile, repository);
  for (const stage of dockerfile.stages) {
    const environments = kinds.get(stage)!;
    const within = `stage ${stage.name?.value ?? stage.index}`;
    const all = [stage.from, ...stage.instructions];
    const words = all.map(wordsOf);
    const wordsOfStage: string[] = [];
    for (const each of words) for (const word of each) if (!wordsOfStage.includes(word)) wordsOfStage.push(word);
    see({ on: "stage", subject: stage, words: wordsOfStage, within, environments });
    if (repository.environmentsOf(stage).size > 0)
      see({ on: "image", subject: stage, words: wordsOfStage, within, environments });
    for (let index = 0; index < all.length; index += 1) {
      const instruction = all[index]!;
      see({ on: "instruction", subject: { instruction, stage }, words: words[index]!, within, environments });
      if (instruction.keyword !== "RUN") continue;
      for (const command of instruction.commands) {
        const subject = { command, run: instruction, stage };
        see({ on: "command", subject, words: alone(command.name), within, environments });
      }
    }
  }
}

/** An instruction's keyword, its flags (`--from`), the marks that stand in it, and of a `RUN` the programs. */
function wordsOf(instruction: Instruction): readonly string[] {
  const { at, flags, keyword } = instruction;
  const text = textAt(at);
  const words = [keyword];
  for (let index = 0; index < flags.length; index += 1) words.push(optionOf(flags[index]!.name));
  for (let index = 0; index < marks.length; index += 1) if (text.includes(marks[index]!)) words.push(marks[index]!);
  if (keyword === "RUN") for (const { name } of instruction.commands) words.push(name);
  return words.length === 1 ? alone(keyword) : words;
}

const marks = ["$", "[", "<<"];

const alone = remembered((keyword): readonly string[] => [keyword]);
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

/** All directives of a file. */
export const directivesIn = rememberedOf((file: NginxFile): readonly Directive[] => [
  ...allDirectives(file.directives),
]);

/** `server example.com, location /api/` */
function withinOf(directive: Directive): string {
  const parts: string[] = [];
  for (let next = directive.parent; next !== undefined && parts.length < 8; next = next.parent) {
    parts.unshift([next.name, ...next.args.map(({ value }) => value)].join(" "));
  }
  return parts.join(", ").slice(0, 200);
}
