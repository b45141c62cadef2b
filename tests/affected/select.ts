// `node -r tsx/cjs select.ts` in a workspace: for each list of changed files of stdin, the projects whose images Nx
// would build. What `nx affected -t image --files …` does, without the start of Nx for each.
import { readFileSync } from "node:fs";
import { readNxJson } from "nx/src/config/configuration";
import { computeAffectedTasks } from "nx/src/project-graph/affected/affected-tasks";
import { calculateFileChanges } from "nx/src/project-graph/file-utils";
import { createProjectGraphAsync } from "nx/src/project-graph/project-graph";

async function main(): Promise<void> {
  const changes = JSON.parse(readFileSync(0, "utf8")) as string[][];
  const projectGraph = await createProjectGraphAsync({ exitOnError: true });
  const nxJson = readNxJson();
  const selected: string[][] = [];
  for (const files of changes) {
    const { affectedTaskIds } = await computeAffectedTasks({
      nxJson,
      targets: ["image"],
      touchedFiles: calculateFileChanges(files, { files }),
      fileChangeArgs: { files },
      projectGraph,
      selectivelyHashTsConfig: false,
    });
    selected.push([...affectedTaskIds].map((id) => id.replace(/:image$/, "")).sort());
  }
  process.stdout.write(JSON.stringify(selected), () => process.exit());
}

void main();
