import { posix } from "node:path";
import { projectTasks } from "@quaywright/handbook";
import {
  DeclarationError,
  resolve,
  type Stack,
  type StackDeclaration,
  type UncheckedDeclaration,
} from "@quaywright/model";
import { folderTree } from "@quaywright/policy";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { basesOf, endedOn } from "./bases";
import { checkPlanned, policyTexts } from "./checked";
import { Files } from "./files";
import { unbuildable } from "./folder-name";
import { formerFiles } from "./former";
import { type Beside, findKept, keep, keyOf } from "./kept";
import { readManifest } from "./manifest";
import { NxWorkspace } from "./nx";
import { type Planned, planned } from "./planned";
import { keepPrivate, privatePathsOf } from "./private";
import { isReading, noteStack } from "./reading";
import { Refusal } from "./refusal";
import { Samples } from "./samples";
import { missingInCi, outsideOf } from "./sources/in-ci";
import { disagreements } from "./sources/locked";
import { ownStarts } from "./sources/own-start";
import { sayRemark, unaccepted } from "./sources/remark";
import { survey } from "./sources/survey";
import { addCheck, addImages, addTasks } from "./tasks";
import { isWritten, readWritten, writtenFiles, writtenTexts } from "./written";

/** The containers of an application, as a part of any projen project. */
export class ContainerStack<const S> extends Component {
  readonly #declaration: StackDeclaration<S>;
  #stacks: readonly Stack[] | undefined;
  readonly #tasks: string;
  #beside: Beside = { private: [], locked: [], bases: [], tasks: [], applications: [], starts: [], warnings: [] };
  #remember = (): void => undefined;

  /**
   * @param tasks What the names of its tasks begin with. Default: its name and a colon, for a project may have several
   * stacks, and tasks of its own.
   * @throws DeclarationError with every mistake of the declaration.
   * @throws Refusal when a value cannot be written into the file where it belongs.
   */
  constructor(project: Project, declaration: StackDeclaration<S>, tasks?: string) {
    const given = declaration ?? {}; // the compiler is not asked before a synth
    super(project, idOf(project, String(given.name)));
    this.#declaration = given;
    this.#tasks = tasks ?? `${given.name}:`;
    if (!project.ejected) addCheck(project);
    if (isReading()) noteStack(this);
    else {
      // before the files, for it refuses before they are prepared
      if (given.samples !== undefined && !project.ejected) new Samples(project, given.samples);
      this.#remembered();
    }
  }

  /** The stack in each of its environments. */
  get stacks(): readonly Stack[] {
    this.#stacks ??= resolved(this.#declaration, this.project.outdir).map((stack) => ({
      ...stack,
      tasks: this.#tasks,
    }));
    return this.#stacks;
  }

  /** Whose its files are, for people. */
  get owner(): string {
    return `the stack \`${this.#declaration.name}\``;
  }

  /** The project's folder in its workspace of Nx. */
  get #folder(): string {
    return this.#declaration.nx === true ? NxWorkspace.of(this.project).folder : "";
  }

  /** Makes every file in memory. */
  plan(): Planned {
    const made = planned(this.stacks, this.owner, this.#folder);
    const files = Files.of(this.project);
    files.addAll(made.files, this.owner);
    files.addMarked(made.marked);
    this.#addImages(made.files.map(({ path }) => path));
    if (!this.project.ejected) addTasks(this.project, projectTasks(this.stacks));
    return made;
  }

  /** The task that builds images, where there are any. Which file tells of them is known without the stacks. */
  #addImages(paths: readonly string[]): void {
    const { bake } = (this.#declaration.files ?? {}) as { readonly bake?: unknown };
    const file = typeof bake === "string" ? posix.join(bake, ".") : "docker-bake.hcl";
    if (paths.includes(file) && !this.project.ejected) {
      const { version } = this.#declaration.images ?? {};
      addImages(this.project, file, {
        outside: outsideOf(this.#declaration).map(({ folder }) => folder),
        version: version === "git" ? undefined : version,
      });
    }
  }

  /** Plans what the last synth made, if it would be the same. */
  #remembered(): void {
    const { outdir } = this.project;
    const name = String(this.#declaration.name);
    const key = keyOf([
      ...[this.#declaration, this.#tasks, this.#folder],
      ...[policyTexts(outdir), writtenTexts(outdir, this.#declaration)],
    ]);
    const kept = findKept(outdir, name, key);
    if (kept !== undefined && !this.project.ejected) {
      const files = Files.of(this.project);
      files.keep(kept.files, this.owner);
      files.addMarked(kept.marked);
      this.#addImages(Object.keys(kept.files));
      addTasks(this.project, kept.tasks);
      this.#beside = kept;
      return;
    }
    const made = this.plan();
    const { warnings, waivedUntil } = checkPlanned(outdir, this.owner, made.files, (path) =>
      isWritten(outdir, this.#declaration, path),
    );
    const locked = new Map(this.stacks.flatMap((stack) => stack.locked.map((each) => [JSON.stringify(each), each])));
    this.#beside = {
      private: privatePathsOf(this.stacks),
      locked: [...locked.values()],
      bases: basesOf(this.stacks),
      tasks: projectTasks(this.stacks),
      applications: this.stacks.flatMap(({ applications }) => applications),
      starts: ownStarts(this.stacks),
      warnings,
      ...(waivedUntil !== undefined && { waivedUntil }),
    };
    this.#remember = () => keep(outdir, name, key, made, this.#beside);
  }

  /**
   * @throws DeclarationError where lock files or sources say against the declaration.
   * @throws Refusal when git has a secret.
   */
  override preSynthesize(): void {
    const { problems, warnings } = disagreements(this.project.outdir, this.#beside.locked);
    const { accepted = {}, samples = {} } = this.#declaration;
    const generated = Files.of(this.project).paths;
    const found = [
      ...survey(this.project.outdir, this.#beside.applications, this.#beside.starts, { generated, samples }),
      ...missingInCi(this.#declaration),
    ];
    const { remarks, stale } = unaccepted(found, accepted);
    const mistakes = [...problems, ...remarks.filter(({ stops }) => stops)];
    if (mistakes.length > 0) throw new DeclarationError(String(this.#declaration.name), mistakes);
    const today = new Date().toISOString().slice(0, 10);
    const told = [
      ...this.#beside.warnings,
      ...warnings,
      ...unbuildable(this.project.outdir, () => this.stacks),
      ...endedOn(today, this.#beside.bases),
      ...remarks.map(sayRemark),
      ...stale,
    ];
    const isFirst = Object.keys(readManifest(this.project.outdir)).length === 0;
    if (isFirst) {
      const written = writtenFiles(this.project.outdir, this.#declaration);
      told.push(...formerFiles(folderTree(this.project.outdir), generated, this.stacks, written));
    }
    for (const each of told) process.stderr.write(`${each}\n`);
    keepPrivate(this.project.outdir, this.#beside.private);
  }

  override postSynthesize(): void {
    this.#remember();
  }
}

function idOf(project: Project, name: string): string {
  const id = `container-stack-${name}`;
  if (project.node.tryFindChild(id) === undefined) return id;
  throw new Refusal(`This project has two stacks named \`${name}\`, expected another name. Nothing was written.`);
}

function resolved<S>(declaration: StackDeclaration<S>, folder: string): readonly Stack[] {
  const dockerfiles = readWritten(folder, declaration, readManifest(folder));
  const result = resolve(declaration as unknown as UncheckedDeclaration, dockerfiles);
  if ("problems" in result) throw new DeclarationError(String(declaration.name ?? "a stack"), result.problems);
  return result.stacks;
}
