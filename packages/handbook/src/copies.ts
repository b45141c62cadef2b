import { dotenvOf, type Service, type Stack, type Step } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { onHost } from "./command";
import { type ServiceTask, tasksOf } from "./task";
import { lasting } from "./view";
import { unknown } from "./words/overview";

/** What a machine alone has of a stack. A `.env` is there for sure where something must be set in it. */
export const settingsOf = (stack: Stack): string[] => [
  ...(stack.inputs.some(({ file, required }) => required && file === undefined) ? [dotenvOf(stack)] : []),
  stack.files.secrets,
];

export const archive = "backups/settings.tar";
const makeFolder = onHost(["mkdir", "-p", "-m", "700", "backups"]);

export const keepSettings = (stack: Stack): Step[] => [
  makeFolder,
  onHost(["tar", "--create", "--file", archive, ...settingsOf(stack)]),
  onHost(["chmod", "600", archive]),
];

export interface Folder {
  readonly volume: string;
  readonly holds: string;
  readonly copy: "task" | "files" | "none";
  /** One that has it, and where. */
  readonly service: Service;
  readonly target: string;
}

/** The volumes of a stack, each with a service that may write it. */
export function foldersOf(stack: Stack): Folder[] {
  return stack.volumes.flatMap((volume): Folder[] => {
    const known = stack.services.map(({ handbook }) => handbook?.volumes[volume]).find((each) => each !== undefined);
    const mounted = lasting(stack).flatMap((service) =>
      service.mounts.flatMap((mount) =>
        mount.kind === "volume" && mount.volume === volume && !mount.readOnly
          ? [{ service, target: mount.target }]
          : [],
      ),
    );
    const first = mounted.find(({ service }) => service.handbook?.volumes[volume] !== undefined) ?? mounted[0];
    return first === undefined
      ? []
      : [{ volume, holds: known?.holds ?? unknown, copy: known?.copy ?? "files", ...first }];
  });
}

const fileOf = ({ volume }: Folder): string => `backups/${volume}.tar`;

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
