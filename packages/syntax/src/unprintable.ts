/** A value that a format has no way to hold. */
export class Unprintable extends Error {
  override readonly name = "Unprintable";

  constructor(
    /** The place it was meant for, such as `nginx word`. */
    readonly what: string,
    readonly value: string,
    /** What the place takes instead and why, such as `one line: a label has no escape for a newline`. */
    readonly reason: string,
  ) {
    super(`Unexpected \`${excerpt(value)}\` as ${what}, expected ${reason}.`);
  }
}

/** The value on one line, short enough for a message. */
function excerpt(value: string): string {
  const line = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
