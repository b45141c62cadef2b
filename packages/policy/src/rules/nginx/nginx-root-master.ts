import { isRoot, real } from "../../facts/contexts";
import { servicesOf } from "../../facts/listeners";
import { beginningOf } from "../../place";
import { isBelow } from "../../recover/compose/mount";
import { get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "nginx-root-master",
  on: "nginx-file",
  severity: "error",
  meaning: "nginx runs as a plain user and has to do what only root can.",
  reason: "It does not start: it may not open a port below 1024, or write its process number to `/var/run`.",
  how: "A `listen` below 1024 in a container that runs as another user than root without `NET_BIND_SERVICE`. Docker itself lets plain users open such ports since version 20.10, so it is a warning; `user` in the configuration is only ignored.",
  fix: "Listen on 8080, and publish `80:8080`.",
  references: ["https://hub.docker.com/r/nginxinc/nginx-unprivileged"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    user: '101'\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']\n",
    "nginx.conf": "events {}\nhttp {\n  server {\n    listen 80;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    user: '101'\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']\n",
    "nginx.conf": "pid /tmp/nginx.pid;\nevents {}\nhttp {\n  server {\n    listen 8080;\n  }\n}\n",
  },
  check(file, tell, repository) {
    const service = servicesOf(file, repository).find(
      ({ made, user }) =>
        (user !== undefined && !isRoot(user.value) && !user.value.includes("$")) ||
        (user === undefined && made?.known?.user === "101"),
    );
    if (service === undefined) return;
    const all = [...allDirectives(file.directives)];
    const low = all.find(
      ({ args, name, parent }) =>
        name === "listen" && parent?.name === "server" && Number(/(\d+)$/.exec(args[0]?.value ?? "")?.[1]) < 1024,
    );
    const related = [{ at: service.user?.at ?? service.at, says: "runs as a plain user" }];
    if (
      low !== undefined &&
      !scalarsOf(get(service.node, "cap_add")).some(({ text }) => /NET_BIND_SERVICE|ALL/i.test(text))
    )
      tell({
        at: low.at,
        severity: "warning",
        says: `\`${service.name}\` may not open \`${low.args[0]!.value}\` everywhere.`,
        related,
      });
    const pid = file.directives.find(({ name }) => name === "pid");
    const path =
      pid?.args[0]?.value ??
      (file.directives.some(({ name }) => name === "http") && service.made?.published?.name === "nginx"
        ? "/var/run/nginx.pid"
        : undefined);
    if (
      path !== undefined &&
      /^\/(var\/)?run\//.test(path) &&
      !service.mounts.some(({ target }) => isBelow(real(path), real(target))) &&
      service.made?.stage === undefined
    )
      tell({
        at: pid?.at ?? beginningOf(file.source),
        severity: "warning",
        says: `\`${service.name}\` may not write \`${path}\`.`,
        related,
      });
  },
});
