import { type MakeSection, section } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import * as words from "../words/move";

export const move: MakeSection = ({ main }) =>
  section(
    words.title,
    notesOn(main, "move"),
    tasksOf(main, "move").flatMap((task) => taskSection(main, task)),
  );
