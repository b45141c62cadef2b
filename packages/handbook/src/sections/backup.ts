import type { Service, Stack, Step } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { onHost, stepsOf } from "../command";
import { archive, copyIn, copyOut, type Folder, foldersOf, isSealed, keepSettings, settingsOf } from "../copies";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import * as words from "../words/backup";

export const backup: MakeSection = ({ main, stacks }) => {
  const others = stacks.filter((stack) => stack !== main && stack.mode === "production" && !isAlike(stack, main));
  if ([main, ...others].every((stack) => keptOf(stack).length === 0)) return undefined;
  return section(
    words.title,
    document.paragraph([words.intro, ...byTimer(main)].join(" ")),
    ...partsOf(main, (title) => title),
    ...others.map(
      (stack) =>
        section(
          words.elsewhere.title(stack.environment),
          document.paragraph(words.elsewhere.intro),
          ...partsOf(stack, words.elsewhere.within(stack.environment)),
        ) ?? [],
    ),
  );
};

/** What is copied of a stack: the titles of its tasks and its folders. */
const keptOf = (stack: Stack): string[] => [
  ...tasksOf(stack, "backup").map(({ title }) => title),
  ...foldersOf(stack).map(({ place }) => place),
];

const isAlike = (one: Stack, other: Stack): boolean => keptOf(one).join() === keptOf(other).join();

/** A database that no service of the stack backs up by itself. */
function byTimer(stack: Stack): string[] {
  const makers = new Set(tasksOf(stack, "backup").map(({ service }) => service));
  const left = [...makers].filter(
    ({ handbook, name }) =>
      handbook?.accepts !== undefined && ![...makers].some(({ needs }) => needs.some((need) => need.service === name)),
  );
  return left.map(({ name }) => words.timer(name));
}

/** Every title once on a page, so that a link leads to one place. */
type Entitle = (title: string) => string;

function partsOf(stack: Stack, entitled: Entitle): (document.Block | document.Section)[] {
  const folders = foldersOf(stack);
  const sealed = isSealed(stack);
  const tasks = (topic: "backup" | "restore" | "drill") =>
    tasksOf(stack, topic).flatMap((each) => taskSection(stack, { ...each, title: entitled(each.title) }));
  const copied = folders.filter(({ copy }) => copy === "files");
  const own = (title: string, service: Pick<Service, "name">, steps: readonly Step[], note?: string) =>
    section(
      entitled(title),
      stepsOf(stack, service, steps),
      note === undefined ? undefined : document.paragraph(note),
    ) ?? [];
  const nobody = { name: "" };
  return [
    table(words.head, [
      ...folders.map((folder) => row(folder, tasksOf(stack, "backup"), entitled)),
      ...(sealed ? [[words.settings, codes(settingsOf(stack)), `“${entitled(words.keep.title)}”`]] : []),
    ]) ?? [],
    notesOn(stack, "backup"),
    section(
      entitled(words.backup),
      tasks("backup"),
      copied.flatMap((folder) => own(words.files.title(folder.place), folder.service, copyOut(folder))),
      sealed ? own(words.keep.title, nobody, keepSettings(stack), words.keep.note) : [],
    ) ?? [],
    section(
      entitled(words.restore.title),
      document.paragraph(words.restore.intro),
      sealed ? own(words.restore.settings, nobody, [onHost(["tar", "--extract", "--file", archive])]) : [],
      copied.flatMap((folder) =>
        own(words.files.restore(folder.place), folder.service, copyIn(folder), words.files.restoreNote),
      ),
      // some of them read those files
      tasks("restore"),
    ) ?? [],
    section(entitled(words.drill.title), notesOn(stack, "drill"), tasks("drill")) ?? [],
  ].flat();
}

function row({ copy, holds, place, service }: Folder, tasks: ReturnType<typeof tasksOf>, entitled: Entitle): string[] {
  const own = tasks.filter((task) => task.service.name === service.name).map(({ title }) => `“${entitled(title)}”`);
  const by = { task: own.join(", "), files: `“${entitled(words.files.title(place))}”`, none: words.nothing }[copy];
  return [holds, code(place), by];
}
