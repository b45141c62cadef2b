import { directivesOf, passesTo } from "../../facts/listeners";
import { bytes } from "../../recover/compose/duration";
import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "body-size-chain",
  on: "service",
  severity: "warning",
  meaning: "nginx takes smaller uploads than the application behind it.",
  reason: "Uploads that the application allows are refused with 413, before it sees them.",
  how: "A variable such as `MAX_UPLOAD_SIZE` against `client_max_body_size` (1 MiB unless set) of the nginx that passes to the service.",
  fix: "Raise `client_max_body_size` to what the application takes.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    environment: {MAX_UPLOAD_SIZE: 10m}\n",
    "nginx.conf": "server {\n  location / {\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    environment: {MAX_UPLOAD_SIZE: 10m}\n",
    "nginx.conf": "client_max_body_size 20m;\nserver {\n  location / {\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  check(service, tell) {
    const { environment, name, stack } = service;
    const upload = [...environment.values()].find((variable) =>
      /(MAX_(UPLOAD|BODY|CONTENT|FILE|REQUEST)_?(SIZE|LENGTH)|UPLOAD_MAX|(UPLOAD|BODY|FILE)_(SIZE_)?LIMIT|DATA_UPLOAD_MAX_MEMORY_SIZE)$/.test(
        variable.name,
      ),
    );
    const allowed =
      /^\d+$/.test(upload?.value ?? "") && Number(upload!.value) < 4096 ? undefined : bytes(upload?.value);
    if (upload === undefined || upload.open || allowed === undefined) return;
    for (const other of stack.services.values()) {
      for (const pass of directivesOf(other, "proxy_pass")) {
        if (!passesTo(pass, name) || mayHoldMore(pass, stack.repository)) continue;
        const [limit] = inForce(pass, "client_max_body_size", stack.repository);
        const taken = limit === undefined ? 2 ** 20 : bytes(limit.args[0]?.value);
        if (taken !== undefined && taken > 0 && taken < allowed)
          tell({
            at: (limit ?? pass).at,
            says: `nginx takes ${Math.round(taken / 2 ** 20)} MiB, and \`${name}\` would take ${Math.round(allowed / 2 ** 20)}.`,
            related: [{ at: upload.at, says: "what the application takes" }],
          });
      }
    }
  },
});
