import type { Application } from "@quaywright/model";
import { folderTree, memoryTree } from "@quaywright/policy";
import { codeOf } from "./code";
import { strayCommands } from "./commands";
import { ownDotenv } from "./dotenv";
import { absent } from "./expected";
import { unlikeLocks } from "./followed";
import { hiddenModules, settingsChosen } from "./modules";
import { type OwnStart, unreadFiles } from "./own-start";
import type { Remark } from "./remark";
import { unreachedRequirements } from "./requirements";
import { concerning } from "./sharing";
import { strayFiles } from "./state";
import { strayVariables } from "./variables";

/** Files that a synth writes, and what it found of them before. */
export interface Surroundings {
  /** Paths of generated files. */
  readonly generated: ReadonlySet<string>;
  /** Files that are written where they are missing. */
  readonly samples: Readonly<Record<string, string>>;
}

/** What the code that lies in a project's folder says against what is declared of it. */
export function survey(
  folder: string,
  applications: readonly Application[],
  starts: readonly OwnStart[],
  { generated, samples }: Surroundings,
): Remark[] {
  if (applications.length === 0 && starts.length === 0) return [];
  const disk = folderTree(folder);
  const missing = Object.entries(samples).filter(([path]) => !disk.has(path));
  const tree = memoryTree(Object.fromEntries(missing), new Set(), disk);
  const all = joined(applications);
  const unread = starts.flatMap((each) => unreadFiles(each, tree, generated));
  const said = all.flatMap((application) => {
    const others = applications.map((each) => each.folder);
    const code = codeOf(application, tree, generated, others);
    if (code.running.length === 0) return []; // a declaration may come before its code
    const { service, variables } = application;
    return [
      ...absent(application, code, tree),
      ...unreachedRequirements(application, tree),
      ...strayCommands(application, code, tree),
      ...hiddenModules(service, code),
      ...settingsChosen(service, code, variables.find(({ name }) => name === "DJANGO_SETTINGS_MODULE")?.values),
      ...unlikeLocks(application, tree),
      ...ownDotenv(application, code, tree),
      ...strayVariables(application, code, concerning(application, all, tree)),
      ...strayFiles(application, disk, generated),
    ];
  });
  return [...oncePerFile(said), ...unread];
}

/** Applications may share a folder: what is wrong with a file itself is told of the first of them. */
function oncePerFile(remarks: readonly Remark[]): Remark[] {
  const told = new Set<string>();
  return remarks.filter(({ at: [, , kind, path], found }) => {
    if (kind !== "code") return true;
    const key = `${path}: ${found}`;
    return !told.has(key) && told.add(key);
  });
}

/** The same code in several environments is looked at once, with all that any of them declares. */
function joined(applications: readonly Application[]): Application[] {
  const found = new Map<string, Application>();
  for (const each of applications) {
    const known = found.get(each.service);
    found.set(
      each.service,
      known === undefined
        ? each
        : {
            ...each,
            expects: distinct([...known.expects, ...each.expects]),
            variables: merged([...known.variables, ...each.variables]),
            commands: distinct([...known.commands, ...each.commands]),
            given: [...new Set([...known.given, ...each.given])],
          },
    );
  }
  return [...found.values()];
}

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

function merged(variables: Application["variables"]): Application["variables"] {
  const found = new Map<string, Application["variables"][number]>();
  for (const each of variables) {
    const known = found.get(each.name);
    found.set(
      each.name,
      known === undefined
        ? each
        : {
            ...known,
            read: known.read || each.read,
            idle: known.idle && each.idle,
            parts: [...new Set([...known.parts, ...each.parts])],
          },
    );
  }
  return [...found.values()];
}
