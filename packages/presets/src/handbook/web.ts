import type { HandbookDeclaration, TaskDeclaration } from "@quaywright/model";
import { spoolHandbook } from "../state/spool";

export interface WebNames {
  /** Folders that outlive containers. */
  readonly folders: readonly string[];
  /** The commands of a rollout. */
  readonly rollout: readonly (readonly string[])[];
  /** What runs its tests. */
  readonly tests?: readonly string[] | undefined;
}

/** What is to know of a web application in Python, whatever its framework. */
export const webHandbook = ({ folders, rollout, tests }: WebNames): HandbookDeclaration => ({
  deviations: rollout.length === 0 ? [] : [onceForAll],
  volumes: {
    ...Object.fromEntries(
      folders.map((folder) => [folder, { holds: `The folder of ${folder}.`, copy: "files" as const }]),
    ),
    ...spoolHandbook,
  },
  tasks: [
    ...rollout.flatMap(migrating),
    ...(tests === undefined ? [] : [daily("Run the tests", [...tests], "development" as const)]),
  ],
});

/** What a rollout is, to those who know of migrations in entrypoints. */
export const onceForAll = {
  asked: "Migrations at each start of the application",
  done: "A job of its own runs once for each rollout, and the application waits for it.",
  because: "Several containers that start at once would migrate at once.",
};

const daily = (title: string, exec: string[], mode?: "development"): TaskDeclaration => ({
  topic: "daily",
  title,
  steps: [{ exec }],
  ...(mode !== undefined && { mode }),
});

/** https://alembic.sqlalchemy.org/en/latest/autogenerate.html, https://flask-migrate.readthedocs.io/en/latest/ */
function migrating(command: readonly string[]): TaskDeclaration[] {
  const written = "Write the migration that changed models need";
  const shown = "Show which migration has run last";
  if (command[0] === "alembic" && command.includes("upgrade"))
    return [
      daily(written, ["alembic", "revision", "--autogenerate", "--message", "change"], "development"),
      daily(shown, ["alembic", "current"]),
    ];
  if (command.join(" ") === "flask db upgrade")
    return [
      daily(written, ["flask", "db", "migrate", "--message", "change"], "development"),
      daily(shown, ["flask", "db", "current"]),
    ];
  return [];
}
