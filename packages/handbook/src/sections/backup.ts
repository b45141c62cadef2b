import { dotenvOf, type Service, type Stack, type Step } from "@quaywright/model";
import { document, shell } from "@quaywright/syntax";
import { onHost, stepsOf } from "../command";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import { lasting } from "../view";
import * as words from "../words/backup";

export const backup: MakeSection = ({ main }) => {
  const folders = foldersOf(main);
  const sealed = main.inputs.some(({ file }) => file !== undefined);
  const tasks = { backup: tasksOf(main, "backup"), restore: tasksOf(main, "restore"), drill: tasksOf(main, "drill") };
  if (folders.length === 0 && tasks.backup.length === 0) return undefined;
  const copied = folders.filter(({ copy }) => copy === "files");
  const settings = (title: string, steps: readonly Step[], note?: string): document.Section | undefined =>
    sealed
      ? section(title, stepsOf(main, { name: "" }, steps), note === undefined ? undefined : document.paragraph(note))
      : undefined;
  return section(
    words.title,
    document.paragraph(words.intro),
    table(words.head, [
      ...folders.map((folder) => row(folder, tasks.backup)),
      ...(sealed ? [[words.settings, codes(settingsOf(main)), `“${words.keep.title}”`]] : []),
    ]),
    notesOn(main, "backup"),
    section(
      words.backup,
      tasks.backup.flatMap((task) => taskSection(main, task)),
      copied.flatMap(
        (folder) => section(words.files.title(folder.volume), stepsOf(main, folder.service, copyOut(folder))) ?? [],
      ),
      settings(words.keep.title, keepSettings(main), words.keep.note),
    ),
    section(
      words.restore.title,
      document.paragraph(words.restore.intro),
      settings(words.restore.settings, [onHost(["tar", "--extract", "--file", archive])]),
      tasks.restore.flatMap((task) => taskSection(main, task)),
      copied.flatMap(
        (folder) =>
          section(
            words.files.restore(folder.volume),
            stepsOf(main, folder.service, copyIn(folder)),
            document.paragraph(words.files.restoreNote),
          ) ?? [],
      ),
    ),
    section(
      words.drill.title,
      notesOn(main, "drill"),
      tasks.drill.flatMap((task) => taskSection(main, task)),
    ),
  );
};

/** What a machine alone has of a stack. A `.env` is there for sure where something must be set in it. */
const settingsOf = (stack: Stack): string[] => [
  ...(stack.inputs.some(({ file, required }) => required && file === undefined) ? [dotenvOf(stack)] : []),
  stack.files.secrets,
];

const archive = "backups/settings.tar";
const makeFolder = onHost(["mkdir", "-p", "-m", "700", "backups"]);

const keepSettings = (stack: Stack): Step[] => [
  makeFolder,
  onHost(["tar", "--create", "--file", archive, ...settingsOf(stack)]),
  onHost(["chmod", "600", archive]),
];

interface Folder {
  readonly volume: string;
  readonly holds: string;
  readonly copy: "task" | "files" | "none";
  /** One that has it, and where. */
  readonly service: Service;
  readonly target: string;
}

/** The volumes of a stack, each with a service that may write it. */
function foldersOf(stack: Stack): Folder[] {
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
    return first === undefined ? [] : [{ volume, holds: known?.holds ?? "", copy: known?.copy ?? "files", ...first }];
  });
}

function row({ copy, holds, service, volume }: Folder, tasks: ReturnType<typeof tasksOf>): string[] {
  const own = tasks.filter((task) => task.service.name === service.name).map(({ title }) => `“${title}”`);
  const by = { task: own.join(", "), files: `“${words.files.title(volume)}”`, none: words.nothing }[copy];
  return [holds, code(volume), by];
}

const fileOf = ({ volume }: Folder): string => `backups/${volume}.tar`;

/** Without the folder itself, which may be root's: no other user could give it its mode and time back. */
const pack = ({ target }: Folder): string => `cd ${shell.quote(target)} && find . ! -type d | tar -cf - -T -`;

const copyOut = (folder: Folder): Step[] => [
  makeFolder,
  { where: "exec", words: ["sh", "-c", pack(folder)], output: `${fileOf(folder)}.part` },
  onHost(["tar", "--list", "--file", `${fileOf(folder)}.part`], { output: "/dev/null" }),
  onHost(["mv", `${fileOf(folder)}.part`, fileOf(folder)]),
];

const copyIn = (folder: Folder): Step[] => [
  { where: "exec", words: ["tar", "-C", folder.target, "-xf", "-"], input: fileOf(folder) },
];
