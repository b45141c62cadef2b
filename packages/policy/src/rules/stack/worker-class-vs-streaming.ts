import { directivesOf, option, passesTo } from "../../facts/listeners";
import { hasConfig } from "../../facts/processes";
import { rule } from "../../rule";

export default rule({
  id: "worker-class-vs-streaming",
  on: "service",
  severity: "error",
  meaning: "A service streams to its clients with workers that each serve one request at a time.",
  reason:
    "Every open stream holds a worker: a few visitors, and nobody else is served; the worker is killed at its timeout.",
  how: "gunicorn with its `sync` workers, where nginx turns buffering off or passes WebSocket upgrades for a location of this service that is named for events.",
  fix: "Use `--worker-class gthread --threads 100`, `gevent`, or an ASGI server.",
  references: ["https://docs.gunicorn.org/en/stable/design.html#choosing-a-worker-type"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    command: gunicorn -w 4 -b 0.0.0.0:8000 app\n",
    "nginx.conf":
      "server {\n  location /events/ {\n    proxy_buffering off;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    command: gunicorn -k gthread --threads 50 -b 0.0.0.0:8000 app\n",
    "nginx.conf":
      "server {\n  location /events/ {\n    proxy_buffering off;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  check(service, tell) {
    const gunicorn = service.process.find(({ name }) => name === "gunicorn");
    if (gunicorn === undefined || option(gunicorn, "-c", "--config") !== undefined || hasConfig(service)) return;
    const kind = option(gunicorn, "-k", "--worker-class") ?? "sync";
    if (kind !== "sync" || option(gunicorn, "--threads") !== undefined || service.environment.has("GUNICORN_CMD_ARGS"))
      return;
    for (const other of service.stack.services.values()) {
      for (const location of directivesOf(other, "location")) {
        const pass = location.block?.find(({ name }) => name === "proxy_pass");
        const streams = location.block?.some(
          ({ args, name }) => name === "proxy_buffering" && args[0]?.value === "off",
        );
        const path = location.args.at(-1)?.value ?? "";
        if (
          !streams ||
          !/event|stream|sse|notif|live/i.test(path) ||
          pass === undefined ||
          !passesTo(pass, service.name)
        )
          continue;
        tell({
          at: gunicorn.at,
          says: `\`${service.name}\` streams \`${path}\` with \`sync\` workers, each of which serves one client.`,
          related: [{ at: location.at, says: "the route that streams" }],
        });
      }
    }
  },
});
