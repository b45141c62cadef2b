import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import type { Remark } from "./remark";

/** What a run leaves behind: databases and what they write beside, logs, numbers of processes, schedules, counts of tests. */
const state =
  /\.(sqlite3?|db|rdb|aof)(-journal|-wal|-shm)?$|\.(log|pid|pyc)$|(^|\/)(celerybeat-schedule(\.\w+)?|nohup\.out|\.coverage)$/;
const samples = /(^|\/)(tests?|fixtures?|testdata|samples?|examples?)\//;
/** Small files are alike by chance: licences, empty packages. */
const least = 8 * 1024;

/** Files in git that a run made, or that are there twice: an image would have them. */
export function strayFiles({ folder, service }: Application, tree: Tree, generated: ReadonlySet<string>): Remark[] {
  const paths = tree
    .below(folder.replace(/^\.?\/?|\/$/g, ""))
    .filter((path) => !generated.has(path) && !samples.test(path) && tree.isTracked(path) === true);
  const left = paths.filter((path) => state.test(path));
  return [
    ...left.map(
      (path): Remark => ({
        at: ["services", service, "code", path],
        found: `\`${path}\` in git, which a run leaves behind`,
        expected: `a line in \`.gitignore\`, and \`git rm --cached ${path}\``,
        stops: false,
      }),
    ),
    ...twice(
      paths.filter((path) => !left.includes(path)),
      tree,
    ).map(
      ({ count, first, second }): Remark => ({
        at: ["services", service, "code", second],
        found: `\`${second}\`, the same as \`${first}\`${count > 1 ? `, and ${count - 1} more of \`${posix.dirname(second)}\`` : ""}`,
        expected: "one of them: what is built or collected is made in the image",
        stops: false,
      }),
    ),
  ];
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly count: number;
}

/** The first pair of each two folders. */
function twice(paths: readonly string[], tree: Tree): Pair[] {
  const bySize = new Map<number, string[]>();
  for (const path of paths) {
    const size = tree.size(path);
    if (size >= least) bySize.set(size, [...(bySize.get(size) ?? []), path]);
  }
  const found = new Map<string, Pair>();
  for (const alike of bySize.values()) {
    for (const [index, second] of alike.entries()) {
      const first = alike.slice(0, index).find((each) => tree.read(each)?.text === tree.read(second)?.text);
      if (first === undefined) continue;
      const key = `${posix.dirname(first)} ${posix.dirname(second)}`;
      const { count } = found.get(key) ?? { count: 0 };
      found.set(key, { ...(found.get(key) ?? { first, second }), count: count + 1 });
    }
  }
  return [...found.values()];
}
