import { option } from "../../facts/listeners";
import { pythonPackages } from "../../facts/packages";
import { rule } from "../../rule";

export default rule({
  id: "worker-class-removed",
  on: "service",
  severity: "error",
  meaning: "gunicorn is started with a kind of worker that its version no longer has.",
  reason: "It does not start: `Entry point ('gunicorn.workers', 'eventlet') not found`.",
  how: "`eventlet`, which gunicorn 26.0.0 removed, where the version that is installed is 26 or later.",
  fix: "Use `gthread` or `gevent`, or hold gunicorn below 26.",
  references: ["https://docs.gunicorn.org/en/latest/news.html"],
  bad: {
    "compose.yaml": "services:\n  app:\n    build: .\n    command: gunicorn -k eventlet app\n",
    Dockerfile: "FROM python:3.13-slim\n",
    "requirements.txt": "gunicorn==26.1.0\n",
  },
  good: {
    "compose.yaml": "services:\n  app:\n    build: .\n    command: gunicorn -k eventlet app\n",
    Dockerfile: "FROM python:3.13-slim\n",
    "requirements.txt": "gunicorn==23.0.0\n",
  },
  check({ build, name, process, stack }, tell) {
    const gunicorn = process.find(
      (command) => command.name === "gunicorn" && option(command, "-k", "--worker-class") === "eventlet",
    );
    const installed =
      build?.context === undefined
        ? undefined
        : pythonPackages(build.context, stack.repository)?.byName.get("gunicorn");
    if (gunicorn === undefined || installed?.version === undefined || Number(installed.version.split(".")[0]) < 26)
      return;
    tell({
      at: gunicorn.at,
      says: `gunicorn ${installed.version} of \`${name}\` has no \`eventlet\` workers.`,
      related: [{ at: installed.at, says: "the version" }],
    });
  },
});
