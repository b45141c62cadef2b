import { mkdirSync, rmSync } from "node:fs";
import { connect } from "node:http2";
import { get } from "node:https";
import { join } from "node:path";
import { gateway } from "@quaywright/presets";
import { ask } from "../ask";
import { onEngine } from "../engine";
import { eventually, type TestStack } from "../stack";
import { certificateFor, shown } from "./certificate";
import { application, stackOf, type Told } from "./stack";

jest.setTimeout(300_000);

const name = "shop.test";

onEngine("a gateway with a certificate in a folder", () => {
  let stack: TestStack;
  let folder: string;
  let ca: string;

  beforeAll(async () => {
    const services = {
      app: application,
      edge: gateway({
        tls: { files: "certificates", publish: 8443, hsts: 300 },
        routes: { "/": "app", "/stream/": { to: "app", stream: true } },
      }),
    };
    stack = await stackOf(services, ["edge-tls"]);
    folder = join(stack.folder, "certificates");
    mkdirSync(folder);
    ca = await certificateFor(name, folder);
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  /** Asks over HTTP/2, by the certificate's name. */
  const secure = (path: string) =>
    new Promise<{ status: number; headers: Record<string, unknown>; told: Told }>((done, fail) => {
      const session = connect(`https://127.0.0.1:${stack.ports["edge-tls"]}`, { ca, servername: name });
      session.on("error", fail);
      const stream = session.request({ ":path": path, ":authority": `${name}:8443` });
      let headers: Record<string, unknown> = {};
      let body = "";
      stream.on("response", (given) => (headers = given));
      stream.on("data", (data) => (body += data));
      stream.on("end", () => {
        session.close();
        done({ status: Number(headers[":status"]), headers, told: body.startsWith("{") ? JSON.parse(body) : body });
      });
    });

  test("sends plain HTTP to HTTPS, but the health path", async () => {
    const { headers, status } = await ask(stack.url("edge", "/a?b=c"), { headers: { Host: name } });
    expect([status, headers.location]).toEqual([308, `https://${name}:8443/a?b=c`]);
    expect(headers).not.toHaveProperty("strict-transport-security");
    expect((await ask(stack.url("edge", "/healthz"))).body.toString()).toBe("ok\n");
  });

  test("speaks HTTP/2 over TLS, and tells the application", async () => {
    const { headers, status, told } = await secure("/");
    expect(status).toBe(200);
    expect(headers["strict-transport-security"]).toBe("max-age=300");
    expect(told.headers).toMatchObject({ "x-forwarded-proto": "https", host: `${name}:8443` });
  });

  test("an application that wants HTTPS is content, and sends nobody round in circles", async () => {
    const { headers } = await ask(stack.url("edge", "/secure"), { headers: { Host: name } });
    expect(headers.location).toBe(`https://${name}:8443/secure`);
    expect((await secure("/secure")).status).toBe(200);
  });

  test("speaks TLS 1.2 and 1.3, nothing older", async () => {
    const port = stack.ports["edge-tls"]!;
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      expect((await shown(port, name, version)).protocol).toBe(version);
    }
    await expect(shown(port, name, "TLSv1.1")).rejects.toThrow(/alert protocol version/);
  });

  test("shows a new certificate without a restart, and no stream ends for it", async () => {
    const port = stack.ports["edge-tls"]!;
    const before = await shown(port, name);
    let parts = 0;
    let ended = false;
    const options = { host: "127.0.0.1", port, path: "/stream/events", servername: name, ca, agent: false };
    const stream = get(options, (answer) => {
      answer.on("data", () => parts++);
      answer.on("close", () => (ended = true));
    });
    await eventually(
      async () => parts,
      (count) => count > 0,
    );
    ca = await certificateFor(name, folder);
    await eventually(
      () => shown(port, name),
      ({ serial }) => serial !== before.serial,
    );
    const seen = parts;
    await eventually(
      async () => parts,
      (count) => count > seen,
    );
    expect(ended).toBe(false);
    stream.destroy();
  });

  test("does not start with a key of another certificate, or with none, and says so", async () => {
    await stack.succeed(["stop", "edge"]);
    const other = join(stack.folder, "other");
    mkdirSync(other);
    await certificateFor(name, other);
    stack.save("certificates/privkey.pem", await stack.read("other/privkey.pem"));
    const start = async () => {
      const { code } = await stack.compose(["up", "--wait", "edge"], { timeout: 60 });
      expect(code).not.toBe(0);
      const { stdout } = await stack.compose(["logs", "--no-log-prefix", "edge"]);
      await stack.succeed(["rm", "--stop", "--force", "edge"]);
      return stdout;
    };
    expect(await start()).toMatch(/key values mismatch[\s\S]*The certificate cannot be used: /);
    rmSync(join(folder, "fullchain.pem"));
    expect(await start()).toMatch(/cannot load certificate[\s\S]*The certificate cannot be used: /);
  });

  test("does not start without the folder, and makes none", async () => {
    rmSync(folder, { recursive: true });
    const { code, stderr } = await stack.compose(["up", "--wait", "edge"], { timeout: 60 });
    expect(code).not.toBe(0);
    expect(stderr).toContain(folder);
  });
});
