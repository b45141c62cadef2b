import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEngine } from "../engine";
import { succeed } from "../run";
import { TestStack } from "../stack";
import { company, packaged, sources } from "./packaged";

jest.setTimeout(300_000);

const serveTls = `
import http.server, ssl, threading, urllib.request
server = http.server.HTTPServer(("localhost", 8443), http.server.SimpleHTTPRequestHandler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/app/tls.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(urllib.request.urlopen("https://localhost:8443/").status)
`;

onEngine("an application that is a package", () => {
  const open = async (environment: string): Promise<TestStack> => {
    const stack = await TestStack.declare(packaged, environment);
    for (const [path, text] of Object.entries({ ...sources, ...company() })) stack.save(path, text);
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    return stack;
  };

  describe("in production", () => {
    let stack: TestStack;
    const inside = (...command: readonly string[]) => stack.succeed(["exec", "-T", "app", ...command]);
    const python = (program: string) => inside("python", "-c", program);

    beforeAll(async () => {
      stack = await open("production");
    });

    afterAll(() => stack.remove());

    test("is installed as any other, with its commands, and finds modules of a further root", async () => {
      expect(await python("import shop; print(shop.__file__)")).toMatch(/^\/opt\/venv\/lib\/.*\/shop\/__init__.py\n$/);
      expect(await inside("shop-version")).toBe("1.2.3 extra\n");
    });

    test("has no code that tests it, installed or not", async () => {
      expect(await python('import importlib.util as u; print(u.find_spec("shop.tests"))')).toBe("None\n");
      expect(await inside("find", "/app", "/opt/venv/lib", "-path", "*/shop/tests*")).toBe("");
    });

    test("speaks the language of its stack, in its time zone, with packages of the system", async () => {
      const program = `import locale, time; locale.setlocale(locale.LC_ALL, ""); print(locale.format_string("%.2f", 1234.5, grouping=True), time.tzname[0])`;
      expect(await python(program)).toBe("1.234,50 IST\n");
      expect(await inside("file", "--brief", "/usr/bin/env")).toContain("ELF");
    });

    test("trusts the authority of its company beside the public ones, in Python and in Node.js", async () => {
      expect(await python(serveTls)).toBe("200\n");
      expect(await python("import ssl; print(len(ssl.create_default_context().get_ca_certs()) > 50)")).toBe("True\n");
      const program = "console.log(require('node:tls').getCACertificates('extra').length > 0)";
      expect(await stack.succeed(["exec", "-T", "page", "node", "-e", program])).toBe("true\n");
    });

    test("is told of a write that is refused as its server imports it", async () => {
      const { stdout, stderr } = await stack.compose(
        ["run", "--rm", "--no-deps", "app", "gunicorn", "writes:app", "--config", "/etc/gunicorn.conf.py"],
        { timeout: 60 },
      );
      expect(stdout + stderr).toContain("/app/writes.log lies on the read-only root of this container.");
    });

    test("is on localhost of who believes that it is", async () => {
      const program = "fetch('http://localhost:8000/healthz').then(async (r) => console.log(r.status, await r.text()))";
      expect(await stack.succeed(["exec", "-T", "page", "node", "-e", program])).toBe("200 ok\n");
    });

    test("takes the largest upload that its gateway lets pass, and hears of no larger one", async () => {
      const send = async (megabytes: number) => {
        const file = join(stack.folder, "upload");
        writeFileSync(file, "");
        truncateSync(file, megabytes * 1e6);
        const ask = ["-s", "-o", "-", "-w", " %{http_code}", "-F", `file=@${file}`, stack.url("edge", "/size")];
        return (await succeed("curl", ask)).split(" ").at(megabytes > 520 ? -1 : 0);
      };
      expect(await python("import os; print(os.environ['MAX_CONTENT_LENGTH'])")).toBe(`${500 * 1024 ** 2}\n`);
      expect(await send(500)).toBe(String(500e6));
      expect(await send(530)).toBe("413");
    });
  });

  test("is in development what is mounted: an edit counts at once", async () => {
    const stack = await open("development");
    try {
      const seen = [
        "exec",
        "-T",
        "app",
        "python",
        "-c",
        "import shop; print(shop.__file__, getattr(shop, 'edited', 0))",
      ];
      expect(await stack.succeed(seen)).toBe("/app/src/shop/__init__.py 0\n");
      stack.save("shop/src/shop/__init__.py", "edited = 1\n");
      expect(await stack.succeed(seen)).toBe("/app/src/shop/__init__.py 1\n");
      expect(await stack.succeed(["exec", "-T", "app", "shop-version"])).toBe("1.2.3 extra\n");
    } finally {
      await stack.remove();
    }
  });
});
