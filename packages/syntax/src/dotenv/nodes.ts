/** A variable with its value, and what it is for. */
export interface Variable {
  readonly comment?: string;
  readonly name: string;
  readonly value?: string;
  /** Whether it is only shown, not set: `# NAME=value`. */
  readonly commented?: boolean;
}

/** The title of the entries that follow. */
export interface Heading {
  readonly heading: string;
}

/** Lines of comment that stand alone. */
export interface Remark {
  readonly comment: string;
}

/** One entry of an environment file. */
export type Entry = Variable | Heading | Remark;

/** The title of the entries that follow. */
export const heading = (title: string): Heading => ({ heading: title });

/** Lines of comment that stand alone. */
export const remark = (comment: string): Remark => ({ comment });
