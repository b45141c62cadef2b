/** What changes in a file, line by line: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
export function unified(path: string, before: string, after: string): string {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = require("diff") as typeof import("diff"); // most synths show nothing
  const options = { headerOptions: FILE_HEADERS_ONLY, maxEditLength: 2000 }; // its time grows with the square of that
  const patch = createTwoFilesPatch(path, path, before, after, "on the disk", "declared", options) as
    | string
    | undefined;
  return patch ?? "(More than 2000 lines differ.)\n";
}
