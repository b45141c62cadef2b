/** One mistake in a declaration, as plain data: where it stands, what is there, what belongs there, and why. */
export interface Problem {
  /** Path into the declaration, such as `["services", "backend", "database"]`. */
  readonly at: readonly (string | number)[];
  /** What was found, as the sentence after "Unexpected". */
  readonly found: string;
  /** What belongs there, as the sentence after "expected". */
  readonly expected: string;
  /** One sentence of why, where it isn't obvious. */
  readonly why?: string;
  /** The nearest name that would be right. */
  readonly suggestion?: string;
}

/** All mistakes of a declaration. Its message is meant for the person who wrote it; it has no stack to show. */
export class DeclarationError extends Error {
  override readonly name = "DeclarationError";

  constructor(
    readonly declaration: string,
    readonly problems: readonly Problem[],
  ) {
    super(printProblems(declaration, problems));
    this.stack = this.message;
  }
}

/** The problems as a person reads them: place, sentence, reason. Ends without a newline. */
export function printProblems(name: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
  return [`${count} in the declaration of \`${name}\`; nothing was written.`, ...problems.map(printProblem)].join(
    "\n\n",
  );
}

function printProblem({ at, found, expected, why, suggestion }: Problem): string {
  return [
    `  at ${printPath(at)}`,
    `    Unexpected ${found}, expected ${expected}.`,
    ...(why === undefined ? [] : [`    ${why}`]),
    ...(suggestion === undefined ? [] : [`    Did you mean \`${suggestion}\`?`]),
  ].join("\n");
}

function printPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
