import type { StackDeclaration } from "@quaywright/model";
import { ContainerStack } from "./container-stack";
import { LightProject } from "./light-project";

/** A repository in any language whose containers are declared in its `.projenrc.ts`. */
export class StackProject<const S> extends LightProject {
  readonly containers: ContainerStack<S>;

  /**
   * @throws DeclarationError with every mistake of the declaration.
   * @throws Refusal when a value cannot be written into the file where it belongs.
   */
  constructor(declaration: StackDeclaration<S>) {
    super({ name: String(declaration?.name ?? "stack"), synth: ["node", "-r", "quaywright/run", ".projenrc.ts"] });
    this.containers = new ContainerStack(this, declaration, "");
  }
}
