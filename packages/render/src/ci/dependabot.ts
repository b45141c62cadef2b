import { posix } from "node:path";
import { composeFilesOf, placeOf, type Stack } from "@quaywright/model";
import { yaml } from "@quaywright/syntax";
import { marker } from "../marker";

const note = `It sees the images in generated files. What it proposes is a notice: put the version into .projenrc.ts, run
\`npx projen\` and push that to its branch; until then the check of drift fails.`;

/** Dependabot's configuration: https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference */
export function renderDependabot(stacks: readonly Stack[]): string {
  const builds = stacks.flatMap((stack) => stack.builds);
  const dockerfiles = folders(builds.map((build) => placeOf(build, "Dockerfile")));
  const composeFiles = folders(stacks.flatMap(composeFilesOf));
  const updates = [
    ...(dockerfiles.length > 0 ? [yaml.commented("Base images.", update("docker", dockerfiles))] : []),
    yaml.commented("Images that are run as they are.", update("docker-compose", composeFiles)),
    yaml.commented("Quaywright, with the versions that it knows of.", update("npm", ["/"])),
  ];
  return yaml.print({ version: 2, updates }, { header: `${marker}\n${note}` });
}

/** A version that is a week old has been tried by others. */
const update = (ecosystem: string, directories: readonly string[]): yaml.YamlMap => ({
  "package-ecosystem": ecosystem,
  directories,
  schedule: { interval: "weekly" },
  cooldown: { "default-days": 7 },
});

const folders = (paths: readonly string[]): string[] =>
  [...new Set(paths.map((path) => posix.join("/", posix.dirname(path))))].sort();
