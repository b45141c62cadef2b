import type { HandbookDeclaration } from "@quaywright/model";
import { oldDatabase } from "../python/copy-database";

/** What is to know of an application that has outgrown SQLite. */
export const copyDatabaseHandbook: HandbookDeclaration = {
  tasks: [
    {
      topic: "move",
      title: "Move the data of SQLite into the database",
      intro:
        "In one transaction, every row with its type, and the next numbers after theirs. The file is only read. Tables that hold rows already end the run; what migrations or a first-run job have put there is replaced by naming its tables: `--env REPLACE=board,account`, before the job's name.",
      steps: [
        {
          say: "Nobody may write to the old database any more. Its file, here `old.sqlite3`, is readable for everyone.",
          compose: ["run", "--rm", "--volume", `./old.sqlite3:${oldDatabase}:ro`, { named: "*-copy-database" }],
          expect: "tables, ",
        },
      ],
    },
  ],
};
