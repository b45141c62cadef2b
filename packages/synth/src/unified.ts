/** What changes in a file, line by line: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
export function unified(path: string, before: Buffer, after: string): string {
  const { createTwoFilesPatch } = require("diff") as typeof import("diff"); // most synths have nothing to show
  return createTwoFilesPatch(path, path, before.toString(), after, "on the disk", "declared").replace(/^=+\n/, "");
}
