import { postgres } from "@quaywright/presets";
import type { Declaration } from "../stack";

/**
 * An application that nobody wrote for containers: it answers one host alone and over HTTPS alone, has no path for
 * probes, writes a log and a database beside its code as it is imported, and calls another one on `localhost`.
 */
export const server = `
import http.server, json, os, pathlib, sqlite3, time, urllib.request

here = pathlib.Path(__file__).parent
log = open(here / "logs" / "app.log", "a", buffering=1)
database = sqlite3.connect(here / "db.sqlite3", check_same_thread=False, autocommit=True)
database.execute("PRAGMA journal_mode=WAL")
database.execute("CREATE TABLE IF NOT EXISTS visits (at REAL)")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        host, proto = self.headers["Host"].split(":")[0], self.headers["X-Forwarded-Proto"]
        if host != "www.example.com":
            self.send_error(400, "no such host")
        elif proto != "https":
            self.send_response(301)
            self.send_header("Location", "https://www.example.com/")
            self.end_headers()
        elif self.path == "/visit":
            database.execute("INSERT INTO visits VALUES (?)", [time.time()])
            self.answer({"visits": database.execute("SELECT count(*) FROM visits").fetchone()[0]})
        elif self.path == "/neighbour":
            with urllib.request.urlopen("http://localhost:9000/") as answer:
                self.answer({"status": answer.status})
        elif self.path == "/":
            self.answer({})
        else:
            self.send_error(404)

    def answer(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        print(args, file=log)


http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`;

export const worker = `
import pathlib, time

while True:
    pathlib.Path("/srv/beats/worker").touch()
    time.sleep(0.5)
`;

const python = "python:3.13-slim-trixie";

export const surroundings: Declaration = {
  name: "surroundings",
  services: {
    app: {
      build: {
        sources: ["app"],
        stages: [
          { name: "base", purpose: "is what both share.", from: python, workdir: "/app" },
          {
            name: "development",
            purpose: "runs mounted sources.",
            from: "base",
            preparesUser: true,
            entrypoint: "development",
            client: "python",
            port: 8000,
            command: ["python", "server.py"],
          },
          {
            name: "production",
            purpose: "runs its own.",
            from: "base",
            steps: [{ kind: "copy", sources: ["app/"], target: "/app/" }],
            preparesUser: true,
            entrypoint: "production",
            client: "python",
            port: 8000,
            command: ["python", "server.py"],
          },
        ],
      },
      port: 8000,
      publish: 8000,
      tls: "none",
      mounts: { development: { "/app": "./app" } },
      user: { development: "host", production: "10001:10001" },
      variables: {
        ALLOWED_HOSTS: { default: ".www.example.com,example.com" },
        KEY: { kind: "secret", default: { development: "development-only" } },
      },
      localhost: { "9000": "neighbour" },
      scratch: ["/tmp"],
      writable: {
        "/app/logs": { in: "memory", size: "8m" },
        "/app/db.sqlite3": { in: "volume", name: "data", file: true },
        "/srv/beats": "volume",
        "/srv/own": { in: "volume", shared: false },
        "/srv/export": { in: "folder", folder: "export" },
      },
      probe: {
        kind: "http",
        path: "/",
        headers: { Host: { variable: "ALLOWED_HOSTS" }, "X-Forwarded-Proto": "https" },
        interval: 1,
      },
    },
    worker: {
      of: "app",
      command: ["python", "worker.py"],
      writable: {
        "/srv/cache": {
          development: "memory",
          production: { in: "memory", owner: "10001:10001", executable: true },
        },
      },
      probe: { kind: "heartbeat", file: "/srv/beats/worker", maximumAge: 5, interval: 1 },
    },
    neighbour: {
      image: python,
      port: 8080,
      user: "10001:10001",
      command: ["python", "-m", "http.server", "8080", "--directory", "/tmp"],
      scratch: ["/tmp"],
      writable: { "/srv/kept": "volume" },
      probe: { kind: "tcp", interval: 1 },
    },
    picky: {
      image: "nginxinc/nginx-unprivileged:1.30-alpine",
      port: 8080,
      user: "101:101",
      scratch: ["/tmp"],
      probe: { kind: "http", client: "wget", path: "/none", statuses: [404], headers: { Host: "it's" }, interval: 1 },
    },
    db: {
      ...postgres({ version: "17" }),
      writable: { data: { in: "folder", folder: "database" }, "/tmp": { in: "memory", size: "16m" } },
    },
  },
};
