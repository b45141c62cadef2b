import { relative } from "node:path";

/** The part of NodeJS.ErrnoException that matters; a user who has no types of Node.js needs none for ours. */
interface SystemError {
  readonly name?: string;
  readonly code?: string | undefined;
  readonly path?: string | undefined;
  readonly message: string;
}

/** A synth that was refused for a reason that its user can mend. Nothing was written; its message is all there is. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(message: string) {
    super(message);
    this.stack = message;
  }

  static strangers(paths: readonly string[]): Refusal {
    return new Refusal(
      [
        "Unexpected files that Quaywright did not write, where it would write its own:",
        "",
        ...paths.map((path) => `  ${path}`),
        "",
        "Nothing was written. To hand one over, delete it (or move it away, to compare) and run `npx quaywright` again;",
        "to keep it, give ours another name with the option `files` of the declaration.",
      ].join("\n"),
    );
  }

  static taken(paths: readonly string[], [first, second]: readonly [string, string]): Refusal {
    const places = paths.map((path) => `\`${path}\``).join(", ");
    const remedy = "Give one of them other places with the option `files` of its declaration";
    return new Refusal(
      first === second
        ? `Two generated files of ${first} have one place: ${places}. ${remedy}. Nothing was written.`
        : `Files of ${first} and of ${second} have one place: ${places}. ${remedy}. Nothing was written.`,
    );
  }

  static drifted(): Refusal {
    return new Refusal(
      "The files are not as they are declared: `npx quaywright check --drift` tells where. Run `npx projen` first, so that\nwhat is handed over is what is declared. Nothing was written.",
    );
  }

  /** What the file system said, with the path as the project knows it; an error that it did not say is itself. */
  static of(error: SystemError, folder: string): Error {
    if (error.code === undefined) return error as Error;
    const path = error.path === undefined ? "a file" : relative(folder, error.path).replace(/\.\d+\.tmp$/, "");
    return new Refusal(`\`${path}\` cannot be written: ${reasonOf(error)}. Nothing was written.`);
  }
}

/** What the file system said, in words. */
export const reasonOf = ({ code = "", message }: SystemError): string => reasons[code] ?? message;

const reasons: Readonly<Record<string, string>> = {
  EACCES: "its folder gives this user no right to write",
  EPERM: "the file system does not permit it",
  EROFS: "the file system is read-only",
  ENOENT: "its folder is not there",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of its path is a file, not a folder",
  EISDIR: "a folder has its name",
  ELOOP: "its path is a loop of symbolic links",
};
