import { type MakeSection, section } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import * as words from "../words/database-upgrade";

export const databaseUpgrade: MakeSection = ({ main }) =>
  section(
    words.title,
    notesOn(main, "database-upgrade"),
    tasksOf(main, "database-upgrade").flatMap((task) => taskSection(main, task)),
  );
