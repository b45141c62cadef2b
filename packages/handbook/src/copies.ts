import { posix } from "node:path";
import { dotenvOf, type Mount, type Service, type Stack, type Step } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { onHost } from "./command";
import { type ServiceTask, tasksOf } from "./task";
import { lasting } from "./view";
import { unknown } from "./words/overview";

/** What a machine alone has of a stack, or may have. */
export const settingsOf = (stack: Stack): string[] => [dotenvOf(stack), stack.files.secrets];

/** Finds what is there of them: values may come from elsewhere, and so may secrets. */
function settingsThere(stack: Stack): string[] {
  const paths = settingsOf(stack).map((path) => posix.join(path));
  const depth = Math.max(...paths.map((path) => path.split("/").length));
  const named = paths.flatMap((path, index) => [...(index > 0 ? ["-o"] : []), "-path", `./${path}`]);
  return ["find", ".", "-maxdepth", String(depth), "(", ...named, ")"];
}

export const archive = "backups/settings.tar";
const makeFolder = onHost(["mkdir", "-p", "-m", "700", "backups"]);

export const keepSettings = (stack: Stack): Step[] => [
  makeFolder,
  onHost([...settingsThere(stack), "-exec", "tar", "--create", "--file", archive, "{}", "+"]),
  onHost(["chmod", "600", archive]),
];

export interface Folder {
  /** The volume, or the folder of the host that is in its place. */
  readonly place: string;
  readonly holds: string;
  readonly copy: "task" | "files" | "none";
  /** One that has it, and where. */
  readonly service: Service;
  readonly target: string;
}

/** The volumes of a stack and the folders of the host in their place, each with a service that may write it. */
export function foldersOf(stack: Stack): Folder[] {
  const written = lasting(stack).flatMap((service) =>
    service.mounts.flatMap((mount) => {
      const place = placeOf(mount);
      const said =
        place === undefined ? undefined : service.handbook?.volumes[mount.kind === "volume" ? place : mount.target];
      return place === undefined ? [] : [{ place, said, service, target: mount.target }];
    }),
  );
  return [...new Set([...stack.volumes, ...written.map(({ place }) => place)])].flatMap((place): Folder[] => {
    const known = stack.services.map(({ handbook }) => handbook?.volumes[place]).find((each) => each !== undefined);
    const all = written.filter((each) => each.place === place);
    const first = all.find(({ said }) => said !== undefined) ?? all[0];
    if (first === undefined) return [];
    const { holds = unknown, copy = "files" } = first.said ?? known ?? {};
    return [{ place, holds, copy, service: first.service, target: first.target }];
  });
}

function placeOf(mount: Mount): string | undefined {
  if (mount.kind === "volume") return mount.readOnly ? undefined : mount.volume;
  return mount.kind === "folder" ? mount.source : undefined;
}

const fileOf = ({ place }: Folder): string => `backups/${place.replace(/^\.?\//, "").replaceAll("/", "-")}.tar`;

/** Without the folder itself, which may be root's: no other user could give it its mode and time back. */
const pack = ({ target }: Folder): string => `cd ${shell.quote(target)} && find . ! -type d | tar -cf - -T -`;

export const copyOut = (folder: Folder): Step[] => [
  makeFolder,
  { where: "exec", words: ["sh", "-c", pack(folder)], output: `${fileOf(folder)}.part` },
  onHost(["tar", "--list", "--file", `${fileOf(folder)}.part`], { output: "/dev/null" }),
  onHost(["mv", `${fileOf(folder)}.part`, fileOf(folder)]),
];

export const copyIn = (folder: Folder): Step[] => [
  { where: "exec", words: ["tar", "-C", folder.target, "-xf", "-"], input: fileOf(folder) },
];

/** A step, and the service whose container it is for. */
export type StepOf = readonly [Pick<Service, "name">, Step];

/** Whether a machine alone has secrets of a stack. */
export const isSealed = ({ inputs }: Stack): boolean => inputs.some(({ file }) => file !== undefined);

/** Copies all that cannot be made anew. */
export const backupSteps = (stack: Stack): readonly StepOf[] => [
  ...tasksOf(stack, "backup").flatMap(stepsOfTask),
  ...foldersOf(stack)
    .filter(({ copy }) => copy === "files")
    .flatMap((folder) => copyOut(folder).map((step) => [folder.service, step] as const)),
  ...(isSealed(stack) ? keepSettings(stack).map((step) => [{ name: "" }, step] as const) : []),
];

/** Brings data back, for each service that knows how; up to where all runs again and a person looks at it. */
export const restoreSteps = (
  stack: Stack,
): readonly { readonly service: string; readonly title: string; readonly steps: readonly StepOf[] }[] =>
  tasksOf(stack, "restore").map((each) => {
    const steps = stepsOfTask(each);
    const runs = steps.findIndex(([, { where, words }]) => where === "compose" && words[0] === "up");
    return { service: each.service.name, title: each.title, steps: runs < 0 ? steps : steps.slice(0, runs + 1) };
  });

const stepsOfTask = ({ service, task }: ServiceTask): StepOf[] => task.steps.map((step) => [service, step] as const);
