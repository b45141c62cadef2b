import type { Step } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { onHost, stepsOf } from "../command";
import { archive, copyIn, copyOut, type Folder, foldersOf, isSealed, keepSettings, settingsOf } from "../copies";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import * as words from "../words/backup";

export const backup: MakeSection = ({ main }) => {
  const folders = foldersOf(main);
  const sealed = isSealed(main);
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

function row({ copy, holds, service, volume }: Folder, tasks: ReturnType<typeof tasksOf>): string[] {
  const own = tasks.filter((task) => task.service.name === service.name).map(({ title }) => `“${title}”`);
  const by = { task: own.join(", "), files: `“${words.files.title(volume)}”`, none: words.nothing }[copy];
  return [holds, code(volume), by];
}
