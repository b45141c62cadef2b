import type { Problem } from "./problem";
import type { BuildDeclaration } from "./schema/build";

/** What a Dockerfile says that a person wrote, as whoever reads the disk found it. */
export interface WrittenDockerfile {
  /** Why it cannot be built, each at its place in the build's declaration. */
  readonly problems: readonly Problem[];
  /** In order. */
  readonly stages: readonly WrittenStage[];
  /** Names of build arguments that it takes. */
  readonly arguments: readonly string[];
  /** Ids of secrets that its steps mount. */
  readonly secrets: readonly string[];
  /** The ignore file of its context; absent where there is none. */
  readonly ignoreFile?: string;
  /** What that leaves out whatever else it says, as its patterns from the project's folder. */
  readonly ignored: readonly string[];
}

export interface WrittenStage {
  /** Its number where it has no name. */
  readonly name: string;
  /** The stage or image that it goes on from. */
  readonly from: string;
  /** The stages, images and contexts that it takes files from. */
  readonly takes: readonly string[];
  /** What it reads of its context, as patterns of an ignore file from the project's folder. */
  readonly reads: readonly string[];
}

/** What was found, by the service whose build it is. */
export type WrittenDockerfiles = Readonly<Record<string, WrittenDockerfile>>;

/** A Dockerfile of a person's that a service is built from. */
export interface Written extends Omit<WrittenDockerfile, "problems"> {
  /** Both from the project's folder. */
  readonly dockerfile: string;
  readonly context: string;
}

/** A build as it is resolved: of a Dockerfile that a person wrote there are names and bases of stages, and what it says. */
export type BuildShape = BuildDeclaration & { readonly written?: Written };

/** A stage without a name has a number for it, which no target can be. */
export const isNamed = ({ name }: { readonly name: string }): boolean => !/^\d+$/.test(name);
