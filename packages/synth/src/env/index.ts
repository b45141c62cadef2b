import { dotenvOf, type Stack } from "@quaywright/model";
import { holdSignals } from "../hold-signals";
import { privatePathsOf } from "../private";
import { type DotenvFile, readDotenv } from "./dotenv-file";
import { provideIgnored } from "./ignored";
import { neededFiles, neededVariables } from "./needs";
import { type EnvReport, joined } from "./report";
import { provideSecrets } from "./secrets";
import { unreadFiles, unreadNames } from "./unread";
import { provideVariables } from "./variables";

export interface EnvOptions {
  /** The environment that is provided for. Default: all. */
  readonly environment?: string;
  /** Whether it only looks. */
  readonly check?: boolean;
}

/**
 * Gives a project what its stacks read and no declaration holds: the secrets' files, and the lines of `.env`. What is
 * there stays as it is. With a fault in a `.env`, which may be anything, nothing is made.
 */
export function provideEnv(
  folder: string,
  stacks: readonly Stack[],
  { environment, check = false }: EnvOptions = {},
): EnvReport {
  const wanted = stacks.filter((stack) => environment === undefined || stack.environment === environment);
  const files = [...new Set(wanted.map(dotenvOf))].map((path) => readDotenv(folder, path));
  const faults = files.flatMap((file) => file.faults);
  if (faults.length > 0) return joined([{ toDo: faults }]);
  const readersOf =
    ({ path }: DotenvFile) =>
    (stack: Stack) =>
      dotenvOf(stack) === path;
  const unread = [
    ...files.flatMap((file) => unreadNames(file, stacks.filter(readersOf(file)))),
    ...unreadFiles(folder, stacks),
  ];
  const letGo = holdSignals();
  try {
    return joined([
      provideSecrets(folder, neededFiles(wanted), check),
      ...files.map((file) => provideVariables(folder, file, neededVariables(wanted.filter(readersOf(file))), check)),
      provideIgnored(folder, privatePathsOf(stacks), check),
      { unread },
    ]);
  } finally {
    letGo();
  }
}
