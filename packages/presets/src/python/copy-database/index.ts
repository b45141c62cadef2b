import { common } from "./common";
import { byDjango } from "./django";
import { bySqlalchemy } from "./sqlalchemy";

/** Whose tables they are: those of SQLAlchemy, or of Django with its module of settings. */
export type Copies = "sqlalchemy" | { readonly django: string };

/** Copies a SQLite database into the one that the application has now, which migrations have made and nobody has used. */
export const copyDatabaseProgram = (copies: Copies): string => `#!/usr/bin/env python3
"""copy-database FILE: every row of a SQLite database into the application's own, in one transaction.

${copies === "sqlalchemy" ? "That is the database of DATABASE_URL." : "That is the default database of Django's settings."} The file is only read. Tables that
hold rows already are left alone and end the run; those in REPLACE, with commas between them, are emptied first.
"""

${importsOf(copies)}

${common}

${copies === "sqlalchemy" ? bySqlalchemy : `SETTINGS = ${JSON.stringify(copies.django)}\n\n\n${byDjango}`}

if __name__ == "__main__":
    main(*sys.argv[1:])
`;

const importsOf = (copies: Copies): string =>
  copies === "sqlalchemy"
    ? "import json\nimport os\nimport sqlite3\nimport sys\nfrom collections import Counter\nfrom datetime import timezone\nfrom urllib.parse import quote"
    : "import os\nimport sqlite3\nimport sys\nfrom urllib.parse import quote";

/** Where the job looks for the SQLite database, which is mounted there as it is run. */
export const oldDatabase = "/srv/old.sqlite3";

/**
 * The job that copies a SQLite database into the application's own:
 * `docker compose run --rm -v "$PWD/db.sqlite3:/srv/old.sqlite3:ro" <service>-copy-database`.
 */
export const copyDatabaseJob = {
  summary: "Copies the SQLite database that is mounted at /srv/old.sqlite3 into this one, which nobody has used yet.",
  when: "asked" as const,
  command: ["copy-database", oldDatabase],
};
