import { real, writtenBy } from "../../facts/contexts";
import { isBelow } from "../../recover/compose/mount";
import { booleanOf, get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "read-only-needs-writable",
  on: "service",
  severity: "error",
  meaning: "A service with a read-only root has no place for files that its program has to write.",
  reason: "It does not start: `Read-only file system`.",
  how: "For programs of which the paths are known: nginx, PostgreSQL, MySQL, gunicorn.",
  fix: "Mount a `tmpfs` or a volume there.",
  references: ["https://hub.docker.com/_/nginx#running-nginx-in-read-only-mode"],
  bad: "services:\n  proxy:\n    image: nginx:1.30\n    read_only: true\n",
  good: "services:\n  proxy:\n    image: nginx:1.30\n    read_only: true\n    tmpfs: [/var/cache/nginx, /run]\n",
  check(service, tell) {
    const readOnly = get(service.node, "read_only");
    if (booleanOf(readOnly) !== true) return;
    const { made, mounts } = service;
    if (made?.known === undefined || service.command !== undefined || service.entrypoint !== undefined) return;
    const written = writtenBy(service);
    const missing = written.filter(
      (path) =>
        !mounts.some(
          ({ readOnly: fixed, target }) =>
            !fixed && (isBelow(real(path), real(target)) || isBelow(real(target), real(path))),
        ),
    );
    if (missing.length > 0)
      tell({
        at: readOnly!.at,
        says: `\`${service.name}\` writes to ${missing.map((path) => `\`${path}\``).join(" and ")}, which ${missing.length > 1 ? "are" : "is"} read-only.`,
      });
  },
});
