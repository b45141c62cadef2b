/** Copies a database that is in use, and puts a copy back: https://www.sqlite.org/backup.html */
export const sqliteProgram = `
import datetime, os, sqlite3, sys
action, path, folder = sys.argv[1:]

def check(connection, name):
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        sys.exit(f"{name} is damaged: {found}")

if action == "backup":
    if not os.path.exists(path):
        sys.exit(f"{path} is not there: nothing was written yet")
    target = os.path.join(folder, datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ.sqlite3"))
    source, copy = sqlite3.connect(path, timeout=60), sqlite3.connect(target + ".part")
    source.backup(copy)
    check(copy, target)
    copy.close()
    os.rename(target + ".part", target)
    print(target)
else:
    known = sorted(name for name in os.listdir(folder) if name.endswith(".sqlite3"))
    if not known:
        sys.exit(f"{folder} holds no backup")
    name = os.path.basename(os.environ.get("BACKUP") or known[-1])
    if name not in known:
        sys.exit(f"{folder} holds no {name}, but " + ", ".join(known))
    copy = sqlite3.connect(f"file:{os.path.join(folder, name)}?mode=ro", uri=True)
    check(copy, name)
    target = sqlite3.connect(path, timeout=60)
    copy.backup(target)
    check(target, path)
    print(f"{path} is as {name} was")
`;
