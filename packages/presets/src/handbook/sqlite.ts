import type { HandbookDeclaration } from "@quaywright/model";

/** What is to know of an application whose database is SQLite; its jobs copy the file as only SQLite itself can. */
export const sqliteHandbook = (file: string, backups: string): HandbookDeclaration => ({
  volumes: {
    data: { holds: "The database.", copy: "task" },
    backups: { holds: "Copies of the database.", copy: "files" },
  },
  tasks: [
    {
      topic: "backup",
      title: "Copy the database",
      intro:
        "The copy holds one moment, whatever is written meanwhile. It lies on a volume of the same machine: copy the files of that volume as well, as what follows says.",
      steps: [{ compose: ["run", "--rm", { named: "*-backup" }], expect: ".sqlite3" }],
    },
    {
      topic: "restore",
      title: "Restore the database",
      intro: "The newest copy is put in its place; `--env BACKUP=` with a name, before the job's, takes another one.",
      steps: [
        { say: "Nobody may write meanwhile.", compose: ["stop", { named: "*" }] },
        { compose: ["run", "--rm", { named: "*-restore" }] },
        { compose: ["up", "--detach", "--wait"] },
      ],
    },
    {
      topic: "drill",
      title: "Read the newest copy of the database",
      intro:
        "The copy is read to its end and counted beside the database, which is as it was. Do it once a month: a backup that was never read is a hope.",
      steps: [{ exec: ["sqlite", "compare", file, backups], expect: "tables with" }],
    },
  ],
  notes: [
    {
      topic: "backup",
      text: "A plain copy of the file of SQLite is no backup while it is written to: what stands in the files beside it is missing.",
    },
  ],
  symptoms: [
    {
      symptom: "`database is locked`",
      cause: "Two have written at once, and one has waited for longer than its limit.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "One process alone may write. An application that needs more has outgrown SQLite: use a server as its database.",
    },
  ],
  deviations: [
    {
      asked: "The file of SQLite as a volume",
      done: "Its folder is the volume.",
      because:
        "SQLite makes files beside it, which would be lost with the container; and where the file is missing Docker makes a folder of its name.",
    },
  ],
});
