import { servicesOf } from "../../facts/listeners";
import { providesFile } from "../../facts/processes";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "tls-material-missing",
  on: "nginx-file",
  severity: "error",
  meaning: "nginx takes its certificate from a file that is not in its container.",
  reason: "nginx does not start: `cannot load certificate`.",
  how: "Where the mounts, secrets and copies of the container are all known.",
  fix: "Mount the certificate there.",
  references: ["https://nginx.org/en/docs/http/configuring_https_servers.html"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n",
    "nginx.conf":
      "server {\n  listen 443 ssl;\n  ssl_certificate /certs/tls.crt;\n  ssl_certificate_key /certs/tls.key;\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro', './certs:/certs:ro']\n",
    "nginx.conf":
      "server {\n  listen 443 ssl;\n  ssl_certificate /certs/tls.crt;\n  ssl_certificate_key /certs/tls.key;\n}\n",
  },
  check(file, tell, repository) {
    const users = servicesOf(file, repository);
    for (const { args, name } of allDirectives(file.directives)) {
      const [path] = args;
      if (
        !/^ssl_(certificate|certificate_key|dhparam|trusted_certificate)$/.test(name) ||
        path === undefined ||
        !path.value.startsWith("/") ||
        path.value.includes("$")
      )
        continue;
      const lacking = users.find(
        (service) =>
          service.made?.known?.role === "proxy" &&
          service.entrypoint === undefined &&
          !service.secrets.some(({ target }) => target === path.value) &&
          get(service.node, "configs") === undefined &&
          !providesFile(service, path.value),
      );
      if (lacking !== undefined && users.length > 0)
        tell({
          at: path.at,
          says: `There is no \`${path.value}\` in \`${lacking.name}\`.`,
          related: [{ at: lacking.at, says: "the service that runs with this configuration" }],
        });
    }
  },
});
