import { document } from "@quaywright/syntax";
import { codes, type MakeSection, section } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import * as words from "../words/arrival";

export const arrival: MakeSection = ({ development, main }) => {
  const folders = [
    ...new Set(
      development?.services.flatMap(({ mounts }) =>
        mounts.flatMap((mount) => (mount.kind === "source" ? [mount.source] : [])),
      ),
    ),
  ].sort();
  const moves = [...tasksOf(main, "move"), ...tasksOf(main, "restore")].map(({ title }) => `“${title}”`);
  const items = [
    ...(main.inputs.length === 0 ? [] : [words.items.values(main.files.env)]),
    ...(folders.length === 0 ? [] : [words.items.sources, words.items.folders(codes(folders))]),
    ...(moves.length === 0 ? [] : [words.items.data(moves.join(", "))]),
  ];
  return section(
    words.title,
    document.paragraph(words.intro),
    ...(items.length === 0
      ? []
      : [
          document.list(
            "bullets",
            items.map((item) => [document.paragraph(item)]),
          ),
        ]),
    notesOn(main, "arrival"),
    tasksOf(main, "arrival").flatMap((task) => taskSection(main, task)),
  );
};
