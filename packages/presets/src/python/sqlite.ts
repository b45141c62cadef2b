/** Copies a database that is in use, and puts a copy back: https://www.sqlite.org/backup.html */
export const sqliteProgram = `#!/usr/bin/env python3
"""sqlite backup|restore|compare DATABASE FOLDER: a copy of a database in use into FOLDER; that copy, or BACKUP, put back,
or counted beside the database."""

import os
import sqlite3
import sys
from datetime import datetime, timezone


def check(connection, name):
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        sys.exit(f"{name} is damaged: {found}")


def backup(path, folder):
    if not os.path.exists(path):
        sys.exit(f"{path} is not there: nothing was written yet")
    target = os.path.join(folder, datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ.sqlite3"))
    source, copy = sqlite3.connect(path, timeout=60), sqlite3.connect(target + ".part")
    source.backup(copy)
    check(copy, target)
    copy.close()
    os.rename(target + ".part", target)
    print(target)


def chosen(folder):
    known = sorted(name for name in os.listdir(folder) if name.endswith(".sqlite3"))
    if not known:
        sys.exit(f"{folder} holds no backup")
    name = os.path.basename(os.environ.get("BACKUP") or known[-1])
    if name not in known:
        sys.exit(f"{folder} holds no {name}, but " + ", ".join(known))
    copy = sqlite3.connect(os.path.join(folder, name))
    check(copy, name)
    return name, copy


def restore(path, folder):
    name, copy = chosen(folder)
    target = sqlite3.connect(path, timeout=60)
    copy.backup(target)
    check(target, path)
    print(f"{path} is as {name} was")


def compare(path, folder):
    name, copy = chosen(folder)
    for title, connection in ((name, copy), (path, sqlite3.connect(path, timeout=60))):
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        quoted = ['"' + table.replace('"', '""') + '"' for table in tables]
        rows = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in quoted)
        print(f"{title} has {len(tables)} tables with {rows} rows")


if __name__ == "__main__":
    {"backup": backup, "restore": restore, "compare": compare}[sys.argv[1]](*sys.argv[2:])
`;
