/** What every copy looks at: that the file is whole and only read, that the new database is unused, that all arrived. */
export const common = `BATCH = 200


def main(path):
    uri = readable(path)
    replaced = {name for name in os.environ.get("REPLACE", "").split(",") if name}
    counts = copied(uri, replaced)
    for name, count in counts.items():
        print(f"{name}: {count} rows")
    print(f"{len(counts)} tables, {sum(counts.values())} rows")


def readable(path):
    """The URI of a file that is read as it lies there, or the reason why it is not."""
    if not os.path.isfile(path):
        sys.exit(f"copy-database: {path} is no file; mount it: docker compose run --rm -v <file>:{path}:ro ...")
    uri = "file:" + quote(path) + "?mode=ro"
    try:
        check(uri)
    except sqlite3.OperationalError:  # a folder that cannot be written has no room for what WAL keeps beside the file
        if os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0:
            sys.exit(f"copy-database: {path} is in use: {path}-wal holds rows of it. Stop what uses it, or take a backup")
        uri += "&immutable=1"
        check(uri)
    return uri


def check(uri):
    try:
        found = sqlite3.connect(uri, uri=True).execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        sys.exit(f"copy-database: it is no SQLite database: {error}")
    if found != "ok":
        sys.exit(f"copy-database: the file is damaged: {found}")


def refuse_used(used):
    if used:
        found = ", ".join(f"{name} ({count} rows)" for name, count in used.items())
        sys.exit(f"copy-database: nothing was copied, for the database is in use already: {found}. "
                 f"What migrations have put there is replaced with REPLACE={','.join(used)}")


def same(name, found, written):
    if found != written:
        sys.exit(f"copy-database: nothing was copied: {name} has {found} rows in the file, and {written} arrived")
    return written
`;
