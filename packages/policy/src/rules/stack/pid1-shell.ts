import { runsUntilStopped } from "../../facts/servers";
import { isRun, withinOf } from "../../facts/stages";
import type { Place } from "../../place";
import { imageOfStage } from "../../recover/dockerfile/image";
import type { Command } from "../../recover/shell/commands";
import { rule, type Tell } from "../../rule";

export default rule({
  id: "pid1-shell",
  on: "repository",
  severity: "warning",
  meaning: "A shell that is written out, `sh -c`, stays process 1 in front of the server.",
  reason: "The shell gets the signal to stop and passes it on to nobody: after ten seconds everything is killed.",
  how: "The last command of an `sh -c` in exec form or in compose, without `exec` and without `trap`, in an image of Debian, whose shell does not become its last command; not in a stack for development. A shell that Docker adds is told by json-args-recommended.",
  fix: 'Write `exec` before the last command: `sh -c "migrate && exec gunicorn app"`.',
  aliases: ["JSONArgsRecommended"],
  references: ["https://docs.docker.com/reference/dockerfile/#exec-form-entrypoint-example"],
  bad: [
    { Dockerfile: 'FROM python:3.13-slim\nCMD ["sh", "-c", "python manage.py migrate && gunicorn app"]\n' },
    {
      "compose.yaml":
        'services:\n  a:\n    image: python:3.13-slim\n    command: sh -c "pip install a && gunicorn app"\n',
    },
  ],
  good: [
    {
      Dockerfile: 'FROM python:3.13-slim\nCMD ["sh", "-c", "python manage.py migrate && exec gunicorn app"]\n',
      "compose.yaml":
        'services:\n  a:\n    build: .\n  b:\n    image: python:3.13-alpine\n    command: sh -c "gunicorn app"\n  c:\n    image: python:3.13-slim\n    command: bash -c "a && gunicorn app"\n  d:\n    image: python:3.13-slim\n    command: sh -c "python manage.py migrate"\n    restart: "no"\n',
    },
    {
      "compose.dev.yaml":
        'services:\n  a:\n    image: python:3.13-slim\n    command: sh -c "pip install a && gunicorn app"\n',
    },
  ],
  check(repository, tell) {
    for (const stage of repository.dockerfiles.flatMap(({ stages }) => stages)) {
      const kinds = repository.environmentsOf(stage);
      if (!isRun(stage, repository) || imageOfStage(stage).family !== "debian") continue;
      if (!kinds.has("production") && !kinds.has("unknown")) continue;
      for (const { at, commands, json, keyword } of stage.instructions)
        if (json !== undefined && (keyword === "CMD" || keyword === "ENTRYPOINT"))
          lookIn(commands, at, withinOf(stage), tell);
    }
    for (const { environment, services } of repository.stacks) {
      if (environment !== "production" && environment !== "unknown") continue;
      for (const { command, entrypoint, isJob, made, name } of services.values()) {
        if (isJob || made?.family !== "debian") continue;
        for (const argv of [entrypoint, command])
          if (argv !== undefined) lookIn(argv.commands, argv.at, `service ${name}`, tell);
      }
    }
  },
});

const shells = new Set(["sh", "dash"]);

function lookIn(commands: readonly Command[], at: Place, within: string, tell: Tell): void {
  const [shell] = commands;
  if (shell === undefined || !shells.has(shell.name)) return;
  const inner = commands.filter(
    ({ name, wrapper }) => wrapper !== undefined && shells.has(wrapper.name) && name !== "",
  );
  const last = inner.at(-1);
  if (last === undefined || inner.some(({ name }) => name === "exec" || name === "trap")) return;
  if (last.within.length > 0 || last.previous === "|" || last.background || !runsUntilStopped(last)) return;
  tell({ at, says: `\`${shell.name}\` stays process 1, and \`${last.name}\` never hears of a stop.`, within });
}
