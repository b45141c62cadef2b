/** What changes in a file, line by line: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
export function unified(path: string, before: string, after: string): string {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = require("diff") as typeof import("diff"); // most synths show nothing
  const options = { headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(path, path, before, after, "on the disk", "declared", options);
}
