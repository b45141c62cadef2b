import {
  DeclarationError,
  resolve,
  type Stack,
  type StackDeclaration,
  type UncheckedDeclaration,
} from "@quaywright/model";
import { plan } from "@quaywright/render";
import { Unprintable } from "@quaywright/syntax";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { Files } from "./files";
import { Refusal } from "./refusal";

/** The containers of an application, as a part of any projen project. */
export class ContainerStack<const S> extends Component {
  /** The stack in each of its environments. */
  readonly stacks: readonly Stack[];

  /**
   * @throws DeclarationError with every mistake of the declaration.
   * @throws Refusal when a value cannot be written into the file where it belongs.
   */
  constructor(project: Project, declaration: StackDeclaration<S>) {
    super(project, `container-stack-${declaration.name}`);
    const resolved = resolve(declaration as unknown as UncheckedDeclaration);
    if ("problems" in resolved) throw new DeclarationError(String(declaration.name), resolved.problems);
    this.stacks = resolved.stacks;
    const files = Files.of(project);
    for (const file of planned(this.stacks)) files.add(file);
  }
}

function planned(stacks: readonly Stack[]) {
  try {
    const files = plan(stacks);
    const twice = files.filter(({ path }, index) => files.findIndex((file) => file.path === path) !== index);
    if (twice.length === 0) return files;
    const paths = [...new Set(twice.map(({ path }) => `\`${path}\``))].join(", ");
    throw new Refusal(
      `Two generated files have the same place: ${paths}. Give one another with \`files\`. Nothing was written.`,
    );
  } catch (error) {
    if (error instanceof Unprintable) throw new Refusal(`${error.message}\nNothing was written.`);
    throw error;
  }
}
