/** Prints lines and gives the exit code that goes with them. */
export function say(stream: NodeJS.WriteStream, lines: readonly string[], code: number): number {
  stream.write(lines.map((line) => `${line}\n`).join(""));
  return code;
}
