import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Kind, writeMany } from "./many-files";
import { type Case, measure, report } from "./measure";
import { quietly } from "./quietly";

/** What others look at such files with; nobody but the bench needs them. */
const peers = ["dclint@3.1.0", "dockerfile-utils@0.16.3"];

/** A whole run of dockerfile-utils, which has no command for many files. */
const validateAll = `const { readdirSync, readFileSync } = require("node:fs");
const { validate } = require("dockerfile-utils");
for (const path of readdirSync(process.argv[2], { recursive: true }))
  if (path.endsWith("Dockerfile")) validate(readFileSync(process.argv[2] + "/" + path, "utf8"));
`;

/**
 * What a check costs, whole processes side by side: all our rules, with their findings printed, against all of theirs.
 *
 * @param folder Where the packed packages are installed.
 */
export function checkers(folder: string): string {
  quietly("npm", ["install", "--silent", "--no-audit", "--no-fund", ...peers], folder);
  writeFileSync(join(folder, "validate-all.cjs"), validateAll);
  const bin = join(folder, "node_modules/.bin");
  const run = (name: string, command: string, args: readonly string[], goal?: number): Case => ({
    name,
    command,
    args,
    cwd: folder,
    findings: true,
    ...(goal !== undefined && { goal }),
  });
  const written = (kind: Kind, count: number): string => {
    writeMany(join(folder, `${kind}-${count}`), kind, count);
    return `${kind}-${count}`;
  };
  const ours = (name: string, files: string, goal?: number) =>
    run(name, join(bin, "quaywright"), ["check", files], goal);
  const tables = [
    measure(
      [
        run("node, nothing", "node", ["-e", "0"]),
        ours("quaywright check, one Dockerfile", written("docker", 1), 2),
        ours("quaywright check, one compose file", written("compose", 1), 2),
      ],
      9,
    ),
    measure(
      [
        run("dockerfile-utils, 500 Dockerfiles", "node", ["validate-all.cjs", written("docker", 500)]),
        ours("quaywright check, 500 Dockerfiles", "docker-500", 1),
      ],
      9,
    ),
    measure(
      [
        run("dclint, 500 compose files", join(bin, "dclint"), ["-r", written("compose", 500)]),
        ours("quaywright check, 500 compose files", "compose-500", 1 / 20),
      ],
      2,
    ),
    ...(["docker", "compose"] as const).map((kind) =>
      measure(
        [
          ours(`quaywright check, 1,000 files of ${kind}`, written(kind, 1_000)),
          ours(`quaywright check, 10,000 files of ${kind}`, written(kind, 10_000), 10),
        ],
        2,
      ),
    ),
  ];
  return tables.map(report).join("\n");
}
