import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import type { Remark } from "./remark";

/**
 * What files of requirements name, and the image does not have while packages are installed: other files, and folders.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export const unreachedRequirements = ({ folder, manifests = [], service }: Application, tree: Tree): Remark[] =>
  manifests
    .filter((path) => /\.(txt|in)$/.test(path))
    .flatMap((path) => {
      const lines = (tree.read(path)?.text ?? "").split(/\r?\n/);
      return lines.flatMap((line, index) =>
        [...otherFile(line, path, { folder, manifests }), ...otherFolder(line)].map(({ at, expected, found }) => ({
          at: ["services", service, "python", ...at],
          found: `\`${line.trim()}\` in ${path}:${index + 1}, ${found}`,
          expected,
          stops: true,
        })),
      );
    });

interface Found {
  readonly at: string[];
  readonly found: string;
  readonly expected: string;
}

function otherFile(
  line: string,
  path: string,
  { folder, manifests }: { folder: string; manifests: readonly string[] },
): Found[] {
  const named = /^\s*(?:-r|-c|--requirement|--constraint)[\s=]*([^\s#]+)/.exec(line)?.[1];
  if (named === undefined || /^\w+:\/\//.test(named)) return [];
  const file = posix.join(posix.dirname(path), named);
  if (manifests.includes(file)) return [];
  const [own, other] = [path, file].map((each) => posix.relative(folder, each));
  const expected = other!.startsWith("../")
    ? `a file in \`${folder}\``
    : `it after the file that names it: \`requirements: ["${own}", "${other}"]\``;
  return [{ at: ["requirements"], found: "a file of which the image is not told", expected }];
}

function otherFolder(line: string): Found[] {
  const named = /^\s*(?:(?:-e|--editable)[\s=]*)?(?:\S+\s+@\s+)?(?:file:)?(\.{0,2}\/\S*|\.{1,2})(?:\s|$|#|\[)/.exec(
    line,
  )?.[1];
  if (named === undefined) return [];
  const itself = /^\.\/?$/.test(named);
  return [
    {
      at: itself ? ["package"] : ["requirements"],
      found: "a folder that is not there while packages are installed",
      expected: itself
        ? "`package: true`, which installs the sources themselves"
        : 'a step that puts it into the image, `{ folder: "libs/common", at: "/opt/libs/common" }`, and `PYTHONPATH: "/opt/libs"` among the variables; or a package of an index',
    },
  ];
}
