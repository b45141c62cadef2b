import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { succeed } from "./run";

/** A registry of packages for Python and Node.js that lets in only whom it knows; builds reach it by the engine's bridge. */
export class PrivateRegistry {
  private constructor(
    /** `172.17.0.1:4321`. */
    readonly host: string,
    readonly password: string,
    readonly token: string,
    /** The npm package's checksum, as a lock file has it. */
    readonly integrity: string,
    readonly server: Server,
  ) {}

  static async open(password: string, token: string): Promise<PrivateRegistry> {
    const files = await makePackages();
    const server = createServer(({ headers, url = "" }, answer) => {
      const known = [`Basic ${Buffer.from(`builder:${password}`).toString("base64")}`, `Bearer ${token}`];
      const file = files[url.replace(/.*\//, "")];
      if (!known.includes(headers.authorization ?? "")) {
        answer.writeHead(401, { "www-authenticate": "Basic" }).end();
      } else if (url === "/simple/private-sample/") {
        answer.writeHead(200, { "content-type": "text/html" }).end(`<a href="../../${wheel}">${wheel}</a>`);
      } else answer.writeHead(file === undefined ? 404 : 200).end(file);
    });
    await new Promise<void>((done) => server.listen(0, "0.0.0.0", done));
    const gateway = "{{range .IPAM.Config}}{{.Gateway}}{{end}}";
    const address = (await succeed("docker", ["network", "inspect", "bridge", "--format", gateway])).trim();
    const { port } = server.address() as AddressInfo;
    const integrity = `sha512-${createHash("sha512").update(files[tarball]!).digest("base64")}`;
    return new PrivateRegistry(`${address}:${port}`, password, token, integrity, server);
  }

  close(): void {
    this.server.close();
  }
}

const wheel = "private_sample-1.0-py3-none-any.whl";
const tarball = "private-sample-1.0.0.tgz";

/** One module that is found nowhere else, for each of the two. */
async function makePackages(): Promise<Readonly<Record<string, Buffer>>> {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-registry-"));
  try {
    const make = `
import zipfile
with zipfile.ZipFile("/made/${wheel}", "w") as wheel:
    wheel.writestr("private_sample.py", "answer = 42")
    about = "private_sample-1.0.dist-info/"
    wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: private-sample\\nVersion: 1.0\\n")
    wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(about + "RECORD", "private_sample.py,,\\n")
`;
    const mount = ["--volume", `${folder}:/made`];
    await succeed("docker", ["run", "--rm", ...mount, "python:3.13-slim-trixie", "python", "-c", make]);
    mkdirSync(join(folder, "package"));
    const manifest = { name: "private-sample", version: "1.0.0", main: "index.js" };
    writeFileSync(join(folder, "package/package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package/index.js"), "module.exports = 42;\n");
    await succeed("tar", ["-czf", tarball, "package"], { cwd: folder });
    return Object.fromEntries([wheel, tarball].map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
