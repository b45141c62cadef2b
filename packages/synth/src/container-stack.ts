import {
  DeclarationError,
  resolve,
  type Stack,
  type StackDeclaration,
  type UncheckedDeclaration,
} from "@quaywright/model";
import { type PlannedFile, plan } from "@quaywright/render";
import { Unprintable } from "@quaywright/syntax";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { Files } from "./files";
import { findKept, keep, keyOf } from "./kept";
import { Refusal } from "./refusal";

/** The containers of an application, as a part of any projen project. */
export class ContainerStack<const S> extends Component {
  readonly #declaration: StackDeclaration<S>;
  #stacks: readonly Stack[] | undefined;
  #remember = (): void => undefined;

  /**
   * @throws DeclarationError with every mistake of the declaration.
   * @throws Refusal when a value cannot be written into the file where it belongs.
   */
  constructor(project: Project, declaration: StackDeclaration<S>) {
    super(project, `container-stack-${declaration.name}`);
    this.#declaration = declaration;
    const { name } = declaration;
    const key = keyOf(declaration);
    const kept = findKept(project.outdir, name, key);
    if (kept !== undefined) Files.of(project).keep(kept);
    else {
      const files = planned(this.stacks);
      for (const file of files) Files.of(project).add(file);
      this.#remember = () => keep(project.outdir, name, key, files);
    }
  }

  /** The stack in each of its environments. */
  get stacks(): readonly Stack[] {
    this.#stacks ??= resolved(this.#declaration);
    return this.#stacks;
  }

  override postSynthesize(): void {
    this.#remember();
  }
}

function resolved<S>(declaration: StackDeclaration<S>): readonly Stack[] {
  const result = resolve(declaration as unknown as UncheckedDeclaration);
  if ("problems" in result) throw new DeclarationError(String(declaration.name), result.problems);
  return result.stacks;
}

function planned(stacks: readonly Stack[]): readonly PlannedFile[] {
  try {
    const files = plan(stacks);
    const paths = files.map(({ path }) => path);
    const twice = paths.filter((path, index) => paths[index + 1] === path);
    if (twice.length === 0) return files;
    const places = [...new Set(twice)].map((path) => `\`${path}\``).join(", ");
    throw new Refusal(
      `Two generated files have one place: ${places}. Give one another with \`files\`. Nothing was written.`,
    );
  } catch (error) {
    if (error instanceof Unprintable) throw new Refusal(`${error.message}\nNothing was written.`);
    throw error;
  }
}
