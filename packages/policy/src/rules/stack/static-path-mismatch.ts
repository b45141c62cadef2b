import { holdsPath } from "../../facts/contexts";
import { servicesOf } from "../../facts/listeners";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "static-path-mismatch",
  on: "nginx-file",
  severity: "error",
  meaning: "nginx serves a folder that is not in its container.",
  reason: "Every file of it answers 404.",
  how: "Told where the mounts and copies of the container are all known: an image that is built here from a known one, or a known one with mounts.",
  fix: "Mount the volume there, or correct the path.",
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro', 'static:/srv/static']\n  app:\n    image: app:1\n    volumes: ['static:/app/static']\nvolumes: {static: }\n",
    "nginx.conf": "server {\n  location /static/ {\n    alias /app/static/;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro', 'static:/srv/static']\n  app:\n    image: app:1\n    volumes: ['static:/app/static']\nvolumes: {static: }\n",
    "nginx.conf":
      "server {\n  location /static/ {\n    alias /srv/static/;\n  }\n  location / {\n    root /usr/share/nginx/html;\n  }\n}\n",
  },
  check(file, tell, repository) {
    const users = servicesOf(file, repository);
    if (users.length === 0) return;
    for (const directive of allDirectives(file.directives)) {
      const [path] = directive.args;
      if (
        !["alias", "root"].includes(directive.name) ||
        path === undefined ||
        !path.value.startsWith("/") ||
        path.value.includes("$")
      )
        continue;
      const lacking = users.filter((service) => !holdsPath(service, path.value.replace(/\/+$/, "")));
      const [service] = lacking;
      if (service === undefined || lacking.length < users.length) continue;
      tell({
        at: path.at,
        says: `There is no \`${path.value}\` in \`${service.name}\`.`,
        related: [{ at: service.at, says: "the service that runs with this configuration" }],
      });
    }
  },
});
