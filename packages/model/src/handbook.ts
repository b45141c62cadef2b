import type { HandbookShape, StepShape, Topic } from "./schema/handbook";

/** What the maker of a service says of it, in one environment, with every name linked. */
export interface Handbook extends Pick<HandbookShape, "accepts"> {
  readonly tasks: readonly Task[];
  readonly notes: readonly { readonly topic: Topic; readonly text: string }[];
  readonly symptoms: readonly Symptom[];
  readonly deviations: NonNullable<HandbookShape["deviations"]>;
  /** What each of its containers runs; absent where nobody says. */
  readonly runs?: { readonly processes: number; readonly threads: number; readonly variable?: string | undefined };
  /** By the names of the stack's volumes; by its path what is no volume. */
  readonly volumes: NonNullable<HandbookShape["volumes"]>;
}

export interface Task {
  readonly topic: Topic;
  readonly title: string;
  readonly intro?: string | undefined;
  readonly steps: readonly Step[];
  /** The input that it sets anew. */
  readonly rotates?: string;
}

export interface Symptom {
  readonly symptom: string;
  readonly cause: string;
  readonly look?: Step;
  readonly fix: string;
}

/** A command: in the service's container, in a new one of it, of Compose, or of the host. */
export interface Step extends Pick<StepShape, "say" | "interactive" | "endless" | "expect"> {
  readonly where: "exec" | "run" | "compose" | "host";
  readonly words: readonly string[];
  /** Files of the host, from the project's folder. */
  readonly input?: string;
  readonly output?: string;
}
