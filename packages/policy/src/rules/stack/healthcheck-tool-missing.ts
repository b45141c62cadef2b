import { hasProgram } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-tool-missing",
  on: "service",
  severity: "error",
  meaning: "A health check runs a program that the image does not have.",
  reason: "The check fails for ever: the service is unhealthy, and what waits for it never starts.",
  how: "For images of which the programs are known: the slim, Alpine and distroless ones of languages and databases, with what the Dockerfile installs and copies.",
  fix: "Use what is there, such as `python -c` or `wget` of BusyBox, or install the program.",
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  covers: ["healthcheck-duplicated"],
  bad: [
    "services:\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:5432']\n",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n",
      Dockerfile: 'FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/\nCMD ["python", "app.py"]\n',
    },
  ],
  good: [
    {
      "compose.yaml": "services:\n  app:\n    build: .\n",
      Dockerfile:
        "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y curl\nHEALTHCHECK CMD curl -f http://localhost:8000/\n",
    },
    "services:\n  app:\n    image: nginx:1.30-alpine\n    healthcheck:\n      test: wget -q -O /dev/null http://127.0.0.1/ || exit 1\n",
    "services:\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD-SHELL, pg_isready]\n",
  ],
  check({ healthcheck, made, name }, tell) {
    if (healthcheck === undefined || healthcheck.disabled || made === undefined) return;
    if (healthcheck.isShell && hasProgram(made, "sh") === false) {
      tell({ at: healthcheck.testAt, says: `The image of \`${name}\` has no shell to run the health check with.` });
      return;
    }
    for (const { at, name: program, wrapper } of healthcheck.commands) {
      if (
        !/^(curl|wget|nc|netcat|pg_isready|psql|mysqladmin|redis-cli|bash|python3?|node|mongosh?|sh)$/.test(program) ||
        wrapper?.name === "eval"
      )
        continue;
      if (hasProgram(made, program) !== false) continue;
      // one of two ways is enough: `wget … || curl …`
      if (
        healthcheck.commands.some(
          (other) =>
            other.name !== program &&
            hasProgram(made, other.name) === true &&
            /^(curl|wget|nc|python3?|node)$/.test(other.name),
        )
      )
        continue;
      tell({
        at,
        says: `There is no \`${program}\` in the image of \`${name}\`.`,
        related: made.stage === undefined ? [] : [{ at: made.stage.base.at, says: "what it is built from" }],
      });
      return;
    }
  },
});
