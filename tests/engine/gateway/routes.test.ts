import { createHash, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { get, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gateway } from "@quaywright/presets";
import { type Answer, ask, json, type Question } from "../ask";
import { onEngine } from "../engine";
import { succeed } from "../run";
import { eventually, type TestStack } from "../stack";
import { certificateFor } from "./certificate";
import { application, stackOf, type Told } from "./stack";

jest.setTimeout(300_000);

/** Where Docker's networks lie, from which this test asks. */
const docker = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Keeps files on a volume, for those whom `application` lets have them. */
const store = {
  build: {
    sources: [],
    stages: [{ name: "production", purpose: "keeps files.", from: application.image, preparesUser: true }],
  },
  command: ["sleep", "infinity"],
  user: application.user,
  volumes: { media: "/srv/media" },
  files: { media: { folder: "/srv/media", volume: "media" } },
  stopGrace: 1,
};

onEngine("a gateway before two replicas", () => {
  let stack: TestStack;

  beforeAll(async () => {
    const services = {
      app: { ...application, replicas: 2 },
      store,
      away: { external: true },
      impostor: { external: true },
      edge: gateway({
        trust: docker,
        timeout: 2,
        bodyLimit: "600m",
        deny: ["/metrics", "/internal/"],
        headers: { "Permissions-Policy": "camera=()" },
        log: "json",
        metrics: true,
        routes: {
          "/": "app",
          "/stream/": { to: "app", stream: true },
          "/limited/": { to: "app", rate: "5r/m", burst: 2 },
          "/small/": { to: "app", bodyLimit: "1k" },
          "/patient/": { to: "app", timeout: 20 },
          "/under/": { to: "app", strip: true },
          "/away/": "away",
          "/kept/": { to: "away", keepHost: true },
          "/impostor/": "impostor",
          "/private/": { to: "store:media", internal: true },
        },
      }),
      other: gateway({ trust: ["203.0.113.9"], routes: { "/": "app" }, publish: 8080 }),
    };
    stack = await stackOf(services, [], { authorities: ["away/fullchain.pem"] });
    mkdirSync(join(stack.folder, "away"));
    await certificateFor("away.test", join(stack.folder, "away"));
    Object.assign(stack.env, { AWAY_URL: "https://away.test:8443", IMPOSTOR_URL: "https://impostor.test:8443/" });
    // nobody answers at this address, which is kept for documents
    stack.save(stack.file, stack.read(stack.file).replace("\n  other:\n", "$&    dns: [192.0.2.1]\n"));
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  const at = (path: string, question?: Question, service = "edge"): Promise<Answer> =>
    ask(stack.url(service, path), question);
  const tell = async (...asked: Parameters<typeof at>): Promise<Told> => json(await at(...asked));

  test("both are asked in turn", async () => {
    const names = new Set<string>();
    for (let count = 0; count < 20; count++) names.add((await tell("/")).hostname);
    expect(names.size).toBe(2);
  });

  test("who runs elsewhere is asked by its own name, and found while nginx runs", async () => {
    expect([502, 504]).toContain((await at("/away/")).status);
    await succeed("docker", [
      ...["run", "--detach", `--network=${stack.project}_edge_outside`, "--stop-signal=KILL"],
      ...["--network-alias=away.test", "--network-alias=impostor.test"],
      ...[`--label=com.docker.compose.project=${stack.project}`, "--env=PORT=8443", "--env=CERTIFICATES=/away"],
      ...[`--volume=${stack.folder}/app:/app:ro`, `--volume=${stack.folder}/away:/away:ro`],
      ...[application.image, "python", "/app/server.py"],
    ]);
    await eventually(
      () => at("/away/"),
      ({ status }) => status === 200,
    );
    const headers = { Host: "shop.test" };
    expect(await tell("/away/x?y=%2F", { headers })).toMatchObject({
      path: "/away/x?y=%2F",
      headers: { host: "away.test:8443", "x-forwarded-host": "shop.test" },
    });
    expect((await tell("/kept/", { headers })).headers.host).toBe("shop.test");
    expect((await at("/away/redirected", { headers })).headers.location).toBe("/there");
  });

  test("nobody else is taken for who runs elsewhere: a certificate has to be of its name", async () => {
    expect((await at("/impostor/")).status).toBe(502);
    expect((await stack.compose(["logs", "edge"])).stdout).toContain('does not match "impostor.test"');
  });

  test("an address that is none is told by its variable, without a start", async () => {
    const wrong = ["run", "--rm", "--no-deps", "-e", "AWAY_URL=https://user:secret@away.test/blog", "edge"];
    const { code, stderr } = await stack.compose(wrong);
    expect({ code, told: stderr.match(/\S+ is no address.*/)?.[0] }).toEqual({
      code: 78,
      told: "AWAY_URL is no address, expected https://host or https://host:port, and no path",
    });
    expect(stderr).not.toContain("secret");
  });

  test("internal files are for those whom the application lets have them", async () => {
    await stack.succeed(["exec", "store", "sh", "-c", "echo yours >'/srv/media/a b.txt'"]);
    for (const path of ["/private/a%20b.txt", "/private/", "//private/a%20b.txt"]) {
      expect(await at(path)).toMatchObject({ status: 404, body: Buffer.from("not found\n") });
    }
    const shown = await at("/accelerated?to=/private/a%2520b.txt");
    expect(shown).toMatchObject({ status: 200, body: Buffer.from("yours\n") });
    expect(shown.headers).toMatchObject({
      "content-security-policy": expect.stringContaining("sandbox"),
      "permissions-policy": "camera=()",
      "x-content-type-options": "nosniff",
    });
  });

  test("what the client says of itself counts from a trusted proxy alone", async () => {
    const headers = {
      Forwarded: "for=6.6.6.6",
      "X-Forwarded-For": "6.6.6.6, 203.0.113.7",
      "X-Forwarded-Prefix": "/elsewhere",
      "X-Forwarded-Proto": "https",
      "X-Request-ID": "of-the-proxy-in-front",
      Host: "shop.test:8443",
    };
    const trusting = (await tell("/", { headers })).headers;
    expect(trusting).toMatchObject({
      host: "shop.test:8443",
      "x-forwarded-for": "203.0.113.7",
      "x-real-ip": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-request-id": "of-the-proxy-in-front",
    });
    const wary = (await tell("/", { headers }, "other")).headers;
    expect(wary["x-real-ip"]).not.toBe("203.0.113.7");
    expect(wary).toMatchObject({ "x-forwarded-for": wary["x-real-ip"], "x-forwarded-proto": "http" });
    expect(wary["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    for (const told of [trusting, wary]) {
      expect(told).not.toHaveProperty("forwarded");
      expect(told).not.toHaveProperty("x-forwarded-prefix");
    }
  });

  test("every answer has the usual headers, the declared ones, the request's id, and no version of nginx", async () => {
    for (const path of ["/", "/healthz", "/metrics"]) {
      expect((await at(path)).headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "permissions-policy": "camera=()",
        "x-request-id": expect.stringMatching(/^[0-9a-f]{32}$/),
        server: "nginx",
      });
    }
  });

  test("what is denied is not passed on, however it is spelled", async () => {
    const spellings = ["/metrics", "/metrics/", "/metrics/x", "//metrics", "/./metrics", "/a/../metrics", "/%6detrics"];
    for (const path of [...spellings, "/metrics%2fx", "/metrics?x", "/stream/../internal/x", "/internal"]) {
      expect([path, (await at(path)).status]).toEqual([path, 404]);
    }
    expect((await tell("/metricsfoo")).path).toBe("/metricsfoo");
  });

  test("a stripped prefix is told to the application, and no path gets around it", async () => {
    const told = await tell("/under/a%20b/c?d=%2F");
    expect(told.path).toBe("/a%20b/c?d=%2F");
    expect(told.headers["x-forwarded-prefix"]).toBe("/under");
    expect((await tell("/underneath")).path).toBe("/underneath");
    expect((await at("/under")).headers.location).toBe("/under/");
  });

  test("whoever asks too often is told so, others are not", async () => {
    const from = (address: string) => at("/limited/", { headers: { "X-Forwarded-For": address } });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) statuses.push((await from("203.0.113.1")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
    expect((await from("203.0.113.2")).status).toBe(200);
  });

  test("time-outs and limits of bodies are those of the route", async () => {
    expect((await at("/?seconds=3")).status).toBe(504);
    expect((await at("/patient/?seconds=3")).status).toBe(200);
    expect((await at("/small/", { body: { text: "x".repeat(2000) } })).status).toBe(413);
    expect((await at("/", { body: { text: "x".repeat(2000) } })).status).toBe(200);
  });

  test("what may have changed something is not sent to a second replica", async () => {
    const count = async (): Promise<number> => {
      const posts = new Map<string, number>();
      while (posts.size < 2) {
        const { hostname, posts: count } = await tell("/");
        posts.set(hostname, count);
      }
      return [...posts.values()].reduce((sum, each) => sum + each, 0);
    };
    const before = await count();
    expect((await at("/?seconds=3", { body: {} })).status).toBe(504);
    expect(await count()).toBe(before + 1);
  });

  test("large answers are compressed, small ones and streams are not", async () => {
    const headers = { "Accept-Encoding": "gzip" };
    expect((await at("/?padding=5000", { headers })).headers["content-encoding"]).toBe("gzip");
    expect((await at("/", { headers })).headers["content-encoding"]).toBeUndefined();
  });

  test("a socket is passed on both ways", async () => {
    const said = await new Promise<string>((done, fail) => {
      const socket = connect(stack.ports.edge!, "127.0.0.1");
      let received = Buffer.alloc(0);
      socket.on("error", fail);
      socket.on("data", (data) => {
        const open = received.includes("\r\n\r\n");
        received = Buffer.concat([received, data]);
        if (!open && received.includes("\r\n\r\n")) socket.write(frame("hello"));
        if (received.includes("HELLO")) socket.end();
      });
      socket.on("close", () => done(received.toString("latin1")));
      const key = randomBytes(16).toString("base64");
      socket.write(
        `GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      );
    });
    expect(said).toMatch(/^HTTP\/1\.1 101 /);
    expect(said).toContain("HELLO");
  });

  test("500 MB pass, more than is allowed does not", async () => {
    const part = randomBytes(2 ** 20);
    const upload = (count: number) =>
      new Promise<{ status: number; body: string }>((done, fail) => {
        const sent = request(stack.url("edge", "/patient/upload"), {
          method: "POST",
          agent: false,
          headers: { "Content-Length": count * part.length, Expect: "100-continue" },
        });
        sent.on("error", fail);
        sent.on("continue", async () => {
          for (let index = 0; index < count; index++) {
            if (!sent.write(part)) await new Promise((drained) => sent.once("drain", drained));
          }
          sent.end();
        });
        sent.on("response", async (answer) => {
          const body = await text(answer);
          if (answer.statusCode !== 200) sent.destroy();
          done({ status: answer.statusCode ?? 0, body });
        });
        sent.flushHeaders();
      });
    const digest = createHash("sha256");
    for (let index = 0; index < 500; index++) digest.update(part);
    const passed = await upload(500);
    expect(passed.status).toBe(200);
    expect(JSON.parse(passed.body).sha256).toBe(digest.digest("hex"));
    expect((await upload(601)).status).toBe(413);
    const [edge] = await stack.inspect("edge");
    expect(edge).toMatchObject({ HostConfig: { ReadonlyRootfs: true }, RestartCount: 0 });
  });

  test("each line of the log is JSON, with the request's id", async () => {
    const { headers } = await tell("/logged?q=%22", { headers: { "User-Agent": '"quoted" \\' } });
    const lines = await eventually(
      async () =>
        (await stack.succeed(["logs", "--no-log-prefix", "edge"])).split("\n").filter((line) => /^\{/.test(line)),
      (found) => found.some((line) => line.includes("/logged")),
    );
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.find(({ uri }) => uri.startsWith("/logged"))).toMatchObject({
      request_id: headers["x-request-id"],
      method: "GET",
      status: "200",
      bytes: expect.any(Number),
      user_agent: '"quoted" \\',
    });
  });

  test("its counts are for the stack alone", async () => {
    const read = 'import urllib.request as r; print(r.urlopen("http://edge:8081/stub_status").read().decode())';
    expect(await stack.succeed(["exec", "-T", "app", "python", "-c", read])).toMatch(/Active connections: \d+/);
    const [edge] = await stack.inspect("edge");
    expect(Object.keys(edge?.HostConfig.PortBindings ?? {})).toEqual(["8080/tcp"]);
    expect((await at("/stub_status")).status).toBe(200); // which is the application's own path
  });

  test("nothing fails when a replica is killed, and the one that comes back is asked", async () => {
    const [victim = ""] = await stack.containers("app");
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        const statuses: number[] = [];
        const until = Date.now() + 12_000;
        while (Date.now() < until) {
          statuses.push((await at("/patient/")).status);
          await sleep(50);
        }
        return statuses;
      }),
    );
    await sleep(2_000);
    await succeed("docker", ["kill", victim]);
    const statuses = (await asking).flat();
    process.stdout.write(
      `A replica killed among ${statuses.length} requests: ${statuses.filter((each) => each !== 200).length} failed\n`,
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    await succeed("docker", ["start", victim]);
    await eventually(
      async () => new Set(await Promise.all(Array.from({ length: 10 }, async () => (await tell("/")).hostname))),
      ({ size }) => size === 2,
    );
  });

  test("fifty event streams leave room for others, outlast the time-outs of other routes, and end with the application", async () => {
    const streams = await Promise.all(
      Array.from(
        { length: 50 },
        () =>
          new Promise<IncomingMessage>((done, fail) => {
            get(stack.url("edge", "/stream/events"), { agent: false }, done).on("error", fail);
          }),
      ),
    );
    const parts = streams.map(() => 0);
    const ended = streams.map(
      (stream, index) =>
        new Promise<void>((done) => {
          stream.on("data", () => parts[index]!++);
          stream.on("error", () => done());
          stream.on("close", () => done());
        }),
    );
    expect(streams.map(({ headers }) => headers["x-accel-buffering"])).toEqual(Array(50).fill("no"));
    const times: number[] = [];
    for (let count = 0; count < 100; count++) {
      const start = performance.now();
      expect((await at("/")).status).toBe(200);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `With fifty event streams: 95 of 100 answers within ${times[94]!.toFixed()} ms (bound: 500)\n`,
    );
    // longer than the silence that other routes are allowed
    await sleep(4_000);
    expect(Math.min(...parts)).toBeGreaterThan(5);
    await stack.succeed(["stop", "app"]);
    await Promise.all(ended);
  });

  test("what was away is asked within seconds of its return, though no name server outside answers", async () => {
    const network = `${stack.project}_app_other`;
    await stack.succeed(["stop", "app"]);
    // others have its addresses meanwhile
    for (let count = 0; count < 4; count++)
      await succeed("docker", [
        ...["run", "--detach", `--network=${network}`, `--label=com.docker.compose.project=${stack.project}`],
        ...["--stop-signal=KILL", "python:3.13-slim-trixie", "sleep", "60"],
      ]);
    await sleep(8_000);
    expect([502, 504]).toContain((await at("/", {}, "other")).status);
    await stack.succeed(["up", "--wait"]);
    await eventually(
      () => at("/", {}, "other"),
      ({ status }) => status === 200,
      10,
    );
  });
});

const text = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** A short text as a client sends it: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(message: string): Buffer {
  const mask = randomBytes(4);
  const bytes = Buffer.from(message).map((byte, index) => byte ^ mask[index % 4]!);
  return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length]), mask, bytes]);
}
