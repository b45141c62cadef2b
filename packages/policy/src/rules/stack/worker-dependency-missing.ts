import { option } from "../../facts/listeners";
import { pythonPackages } from "../../facts/packages";
import { rule } from "../../rule";

export default rule({
  id: "worker-dependency-missing",
  on: "service",
  severity: "error",
  meaning: "A service starts a program that its packages do not have.",
  reason: "It does not start: the command or the module is not found.",
  how: "gunicorn, uvicorn, celery and gunicorn's `gevent` and `uvicorn` workers, looked for in the requirements or the lock of the build's context, and in what the Dockerfile installs by name.",
  fix: "Add the package.",
  bad: [
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    command: gunicorn -k gevent app\n",
      Dockerfile: "FROM python:3.13-slim\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n",
      "requirements.txt": "gunicorn==23.0.0\n",
    },
    {
      "compose.yaml":
        "services:\n  app:\n    build: .\n    image: shop\n    command: gunicorn app\n  worker:\n    image: shop\n    command: celery -A app worker\n",
      Dockerfile: "FROM python:3.13-slim\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n",
      "requirements.txt": "gunicorn==23.0.0\n",
    },
  ],
  good: {
    "compose.yaml": "services:\n  app:\n    build: .\n    command: gunicorn -k gevent app\n",
    Dockerfile: "FROM python:3.13-slim\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n",
    "requirements.txt": "gunicorn[gevent]==23.0.0\n",
  },
  check({ build, made, name, process, stack }, tell) {
    const { repository } = stack;
    const context =
      build?.context ??
      (made?.stage && repository.usesOf(made.stage.dockerfile).find(({ stage }) => stage === made.stage)?.context);
    if (
      context === undefined ||
      made?.known?.language !== "python" ||
      made.history.some(({ heredocs, keyword }) => keyword === "RUN" && heredocs.length > 0)
    )
      return;
    const packages = pythonPackages(context, repository);
    if (
      packages === undefined ||
      packages.byName.size === 0 ||
      ![...packages.byName.values()].some(({ at }) => /requirements[\w.-]*\.txt$|\.lock$/.test(at.source.path))
    )
      return;
    const all = repository.tree;
    const sources =
      [...new Set([...packages.byName.values()].map(({ at }) => at.source))].map(({ text }) => text).join("\n") +
      made.history.map(({ at }) => at.source.text).join("\n");
    for (const command of process) {
      if (!/^(gunicorn|uvicorn|celery|hypercorn|daphne)$/.test(command.name)) continue;
      const kind = command.name === "gunicorn" ? option(command, "-k", "--worker-class") : undefined;
      const needed = [
        command.name,
        ...(kind === undefined
          ? []
          : /^gevent/.test(kind)
            ? ["gevent"]
            : /^eventlet$/.test(kind)
              ? ["eventlet"]
              : /uvicorn/.test(kind)
                ? ["uvicorn"]
                : []),
      ];
      for (const each of needed) {
        if (
          packages.has(each) ||
          new RegExp(`\\b${each}\\b`, "i").test(sources.replace(/^.*\b(CMD|ENTRYPOINT)\b.*$/gm, "")) ||
          all.named("environment.yml").length > 0
        )
          continue;
        if (
          /^-e|^-r\s+\.\.|git\+/m.test(sources) ||
          packages.has(`${each}-worker`) ||
          (packages.has("fastapi") && /fastapi\[/.test(sources))
        )
          continue;
        tell({ at: command.at, says: `\`${name}\` needs \`${each}\`, which is not among its packages.` });
      }
    }
  },
});
