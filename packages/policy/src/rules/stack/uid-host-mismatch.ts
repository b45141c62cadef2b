import { isRoot } from "../../facts/contexts";
import { option } from "../../facts/listeners";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "uid-host-mismatch",
  on: "service",
  severity: "warning",
  meaning: "Sources are mounted from the host into a container whose user has a fixed number.",
  reason:
    "On a host whose user has another number the process cannot write there, or leaves files that the user cannot delete.",
  how: "In development; a mount that is read-only, or a user that is set by `user:` or a build argument, is let pass.",
  fix: 'Take the user\'s number as a build argument, or set `user: "${UID:-1000}:${GID:-1000}"`.',
  bad: {
    "docker-compose.dev.yml": "services:\n  app:\n    build: .\n    volumes: ['.:/app']\n",
    Dockerfile: 'FROM python:3.13-slim\nRUN useradd --uid 1000 app\nUSER app\nWORKDIR /app\nCMD ["python", "app.py"]\n',
  },
  good: {
    "docker-compose.dev.yml":
      "services:\n  app:\n    build:\n      context: .\n      args: {UID: '${UID:-1000}'}\n    volumes: ['.:/app']\n",
    Dockerfile:
      'FROM python:3.13-slim\nARG UID=1000\nRUN useradd --uid $UID app\nUSER app\nWORKDIR /app\nCMD ["python", "app.py"]\n',
  },
  check({ made, mounts, name, node, stack }, tell) {
    if (
      stack.environment !== "development" ||
      get(node, "user") !== undefined ||
      made?.stage === undefined ||
      made.user === undefined ||
      isRoot(made.user.value)
    )
      return;
    const creates = made.history
      .filter(({ keyword }) => keyword === "RUN")
      .flatMap(({ commands }) => commands)
      .filter((command) => /^(useradd|adduser)$/.test(command.name));
    const fixed = creates.find(
      (command) =>
        /^\d+$/.test(option(command, "-u", "--uid") ?? "") &&
        command.argv.some(({ value }) => value === made.user!.value.split(":")[0]),
    );
    if (fixed === undefined) return;
    const mount = mounts.find(
      ({ readOnly, source, type }) => type === "bind" && !readOnly && /^\.{1,2}(\/|$)/.test(source),
    );
    if (mount !== undefined)
      tell({
        at: mount.at,
        says: `\`${name}\` writes to \`${mount.source}\` as user ${option(fixed, "-u", "--uid")}, whoever you are.`,
        related: [{ at: fixed.at, says: "where the user gets its number" }],
      });
  },
});
