import type { Place } from "./place";
import type { Dockerfile, Stage } from "./recover/dockerfile/nodes";
import type { Directive, NginxFile } from "./recover/nginx/nodes";
import type { Repository } from "./recover/repository";
import type { Kind } from "./recover/stack";
import type { Subject, Subjects } from "./rule";

/** One thing to look at, and whom a finding about it belongs to. */
export interface Looked<S extends Subject = Subject> {
  readonly on: S;
  readonly subject: Subjects[S];
  /** Keyword, program or directive: only rules that name it look. */
  readonly word?: string;
  readonly within: string;
  readonly environments: ReadonlySet<Kind>;
  /** The environment's name. */
  readonly stack?: string;
  /** The artefact, for a folder of rules to be loaded. */
  readonly at?: Place;
}

const unknown: ReadonlySet<Kind> = new Set(["unknown"]);

/** Everything that rules look at, in the order of files. */
export function* subjectsOf(repository: Repository): Generator<Looked> {
  for (const dockerfile of repository.dockerfiles) yield* ofDockerfile(dockerfile, repository);
  for (const file of repository.composeFiles)
    yield { on: "compose-file", subject: file, within: "", environments: unknown };
  for (const stack of repository.stacks) {
    const environments = new Set([stack.environment]);
    for (const service of stack.services.values()) {
      yield { on: "service", subject: service, within: `service ${service.name}`, environments, stack: stack.name };
    }
    yield { on: "stack", subject: stack, within: "", environments, stack: stack.name };
  }
  for (const file of repository.nginxFiles) {
    yield { on: "nginx-file", subject: file, within: "", environments: unknown };
    for (const directive of allDirectives(file.directives)) {
      yield {
        on: "directive",
        subject: directive,
        word: directive.name,
        within: withinOf(directive),
        environments: unknown,
      };
    }
  }
  for (const script of repository.scripts) yield { on: "script", subject: script, within: "", environments: unknown };
  for (const file of repository.envFiles) yield { on: "env-file", subject: file, within: "", environments: unknown };
  for (const file of repository.ignoreFiles)
    yield { on: "ignore-file", subject: file, within: "", environments: unknown };
  yield { on: "repository", subject: repository, within: "", environments: unknown };
}

function* ofDockerfile(dockerfile: Dockerfile, repository: Repository): Generator<Looked> {
  yield { on: "dockerfile", subject: dockerfile, within: "", environments: unknown };
  const kinds = environmentsIn(dockerfile, repository);
  for (const stage of dockerfile.stages) {
    const environments = kinds.get(stage)!;
    const within = `stage ${stage.name?.value ?? stage.index}`;
    yield { on: "stage", subject: stage, within, environments };
    for (const instruction of [stage.from, ...stage.instructions]) {
      yield { on: "instruction", subject: { instruction, stage }, word: instruction.keyword, within, environments };
      if (instruction.keyword !== "RUN") continue;
      for (const command of instruction.commands) {
        yield {
          on: "command",
          subject: { command, run: instruction, stage },
          word: command.name,
          within,
          environments,
        };
      }
    }
  }
}

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
