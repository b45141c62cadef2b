/**
 * A program that ends because it may not write somewhere is told where, and what to declare: its root is read-only, and
 * what comes of that names no option of ours.
 */
export const refusedInPython = `

def tell_refused(error):
    """Where a write was refused, and what to declare: this container's root cannot be written."""
    told = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        if isinstance(error, OSError) and error.errno == 30 and error.filename:  # EROFS
            path = os.path.abspath(os.fsdecode(error.filename))
            more = 'for a folder, or { in: "volume", file: true } for a file'
            return say(f"{path} lies on the read-only root of this container.", f'"{path}": "memory"', more)
        if type(error).__name__ == "OperationalError" and "readonly database" in str(error):
            place = '"/path/of/its.sqlite3": { in: "volume", file: true }'
            return say("SQLite may not write where its database lies.", place, "with the path that the settings have")
        error = error.__cause__ or error.__context__


def say(what, place, more):
    print(f"{what} The service has to declare it: \`writable: {{ {place} }}\`, {more}.", file=sys.stderr)


def refused(kind, error, trace, before=sys.excepthook):
    before(kind, error, trace)
    tell_refused(error)


sys.excepthook = refused
`;

export const refusedInNode = `
// where a write was refused, and what to declare: this container's root cannot be written
process.on("uncaughtExceptionMonitor", (error) => {
  if (error?.code !== "EROFS" || !error.path) return;
  const path = require("node:path").resolve(String(error.path));
  const file = 'or { in: "volume", file: true } for a file';
  const place = '\`writable: { "' + path + '": "memory" }\`, for a folder, ' + file;
  console.error(path + " lies on the read-only root of this container. The service has to declare it: " + place + ".");
});
`;
