import { nginxExporter, prometheus } from "@quaywright/presets";
import { ask, json } from "./ask";
import { onEngine } from "./engine";
import { eventually, TestStack } from "./stack";

jest.setTimeout(300_000);

/** An application with one metric. */
const application = `
import http.server
class Metrics(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(b"answers_total 42\\n")
http.server.HTTPServer(("", 8000), Metrics).serve_forever()
`;

const counts =
  "server { listen 8080; location / { return 204; } }\nserver { listen 8081; location = /stub_status { stub_status; } }\n";

onEngine("the profile `monitoring`", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(
      {
        name: "watched",
        services: {
          app: {
            image: "python:3.13-slim-trixie",
            command: ["python", "-c", application],
            port: 8000,
            user: "65534:65534",
            replicas: 2,
          },
          nginx: {
            image: "nginxinc/nginx-unprivileged:1.30-alpine",
            configs: { "/etc/nginx/conf.d/default.conf": counts },
            port: 8080,
            user: "101:101",
            scratch: ["/tmp"],
          },
          exporter: nginxExporter({ version: "1.4.2", nginx: "nginx" }),
          prometheus: prometheus({
            version: "v3.5.0",
            targets: { "app:8000": "/metrics", "exporter:9113": "/metrics" },
            every: 1,
          }),
        },
      },
      "production",
    );
  });

  afterAll(() => stack.remove());

  const services = async () => (await stack.succeed(["ps", "--services"])).trim().split("\n").sort();
  const query = async (text: string) =>
    json<{ data: { result: { metric: Record<string, string>; value: [number, string] }[] } }>(
      await ask(stack.url("prometheus", `/api/v1/query?query=${encodeURIComponent(text)}`)),
    ).data.result;

  test("starts nothing where it is not asked for, and where it is, every replica is asked", async () => {
    await stack.succeed(["up", "--wait"]);
    expect(await services()).toEqual(["app", "nginx"]);
    await stack.succeed(["--profile", "monitoring", "up", "--wait"]);
    expect(await services()).toEqual(["app", "exporter", "nginx", "prometheus"]);
    const up = await eventually(
      () => query("up == 1"),
      (found) => found.length === 3,
    );
    expect(up.map(({ metric }) => metric.job).sort()).toEqual(["app:8000", "app:8000", "exporter:9113"]);
    expect((await query("sum(answers_total)"))[0]?.value[1]).toBe("84");
    expect(Number((await query("nginx_connections_accepted"))[0]?.value[1])).toBeGreaterThan(0);
  });

  test("what changed in its configuration is read by a new container", async () => {
    const [before] = await stack.inspect("prometheus");
    stack.lay({
      name: "watched",
      services: {
        app: {
          image: "python:3.13-slim-trixie",
          command: ["python", "-c", application],
          port: 8000,
          user: "65534:65534",
        },
        prometheus: prometheus({ version: "v3.5.0", targets: { "app:8000": "/other" } }),
      },
    });
    await stack.succeed(["--profile", "monitoring", "up", "--wait", "prometheus"]);
    const [after] = await stack.inspect("prometheus");
    expect(after?.Id).not.toBe(before?.Id);
    const targets = await ask(stack.url("prometheus", "/api/v1/status/config"));
    expect(targets.body.toString()).toMatch("/other");
  });
});
