import { directivesOf, option } from "../../facts/listeners";
import { textAt } from "../../place";
import { isBelow } from "../../recover/compose/mount";
import { rule } from "../../rule";

export default rule({
  id: "log-destination",
  on: "service",
  severity: "warning",
  meaning: "A server writes its log into a file of its container.",
  reason:
    "`docker logs` shows nothing, and the file grows until the disk is full, or cannot be written on a read-only root.",
  how: "gunicorn's and uvicorn's log options, supervisord's and nginx's log files, where no volume is mounted there.",
  fix: "Log to the standard output: `--access-logfile -`.",
  references: ["https://12factor.net/logs"],
  bad: "services:\n  app:\n    image: app:1\n    command: gunicorn --access-logfile /var/log/access.log app\n",
  good: "services:\n  app:\n    image: app:1\n    command: gunicorn --access-logfile - app\n",
  check(service, tell) {
    const { mounts, name, process } = service;
    const isKept = (path: string) =>
      mounts.some(({ target }) => isBelow(path, target)) ||
      /^\/dev\/|^\/proc\/|^-$|^(off|syslog:|memory:|stderr|stdout)/.test(path);
    for (const command of process) {
      if (command.name !== "gunicorn") continue;
      for (const path of [option(command, "--access-logfile"), option(command, "--error-logfile", "--log-file")]) {
        if (path?.startsWith("/") && !isKept(path)) tell({ at: command.at, says: `\`${name}\` logs to \`${path}\`.` });
      }
    }
    for (const { args, name: directive } of directivesOf(service, "access_log", "error_log")) {
      const [path] = args;
      // the official images link these two to the standard output
      if (
        path === undefined ||
        !path.value.startsWith("/") ||
        /^\/var\/log\/nginx\/(access|error)\.log$/.test(path.value) ||
        isKept(path.value) ||
        path.value.includes("$")
      )
        continue;
      if (service.made?.history.some(({ at }) => textAt(at).includes(path.value))) continue;
      tell({ at: path.at, says: `\`${directive}\` of \`${name}\` goes to \`${path.value}\`.` });
    }
  },
});
