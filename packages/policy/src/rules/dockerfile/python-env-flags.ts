import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "python-env-flags",
  on: "image",
  severity: "info",
  meaning: "A Python image does not set `PYTHONUNBUFFERED`.",
  reason: "What the program prints comes late, and its last words before a crash never.",
  fix: "Write `ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1`.",
  references: ["https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED"],
  bad: 'FROM python:3.13-slim\nCMD ["python", "a.py"]\n',
  good: [
    'FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCMD ["python", "a.py"]\n',
    'FROM python:3.13-slim\nCMD ["python", "-u", "a.py"]\n',
    "FROM python:3.13-slim AS b\nFROM scratch\n",
  ],
  check(stage, tell, repository) {
    const { command, entrypoint, environment, known } = imageOfStage(stage);
    if (known?.language !== "python" || environment.has("PYTHONUNBUFFERED") || (command ?? entrypoint) === undefined)
      return;
    const started = [...(entrypoint?.commands ?? []), ...(command?.commands ?? [])];
    if (started.some(({ args, name }) => /^python/.test(name) && args.includes("-u"))) return;
    if (
      !started.some(({ name }) =>
        /^(python[\d.]*|gunicorn|uvicorn|celery|flask|streamlit|django-admin|daphne|hypercorn)$/.test(name),
      )
    )
      return;
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    if (uses.every(({ service }) => service?.environment.has("PYTHONUNBUFFERED") === true)) return;
    tell({ at: stage.base.at, says: "`PYTHONUNBUFFERED` is not set." });
  },
});
