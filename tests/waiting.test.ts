import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "./engine/on-path";
import { run } from "./engine/run";
import { variant } from "./engine/variant";

/** The entrypoint of an image in which there is neither Python nor Node.js. */
const declaration = {
  name: "bare",
  environments: ["production"],
  services: {
    db: { image: "postgres:17", port: 5432, facts: { host: "db", port: "5432" } },
    app: {
      build: {
        sources: ["app"],
        stages: [
          { name: "production", purpose: "runs.", from: "debian:trixie-slim", entrypoint: "production" as const },
        ],
      },
      needs: ["db"],
      waits: [{ host: "DB_HOST", port: "DB_PORT" }],
      variables: { DB_HOST: { from: "db:host" }, DB_PORT: { from: "db:port" } },
    },
  },
};

const withBash = onPath("bash") === undefined ? test.skip : test;

let folder: string;
let database: Server;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-waiting-"));
  const text = variant(declaration)["docker/app/entrypoint.sh"]!;
  writeFileSync(join(folder, "entrypoint.sh"), text.replace(" + 60)", " + 1)"));
  database = createServer((socket) => socket.end());
  await new Promise<void>((done) => database.listen(0, "127.0.0.1", done));
  const address = database.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const start = (env: Readonly<Record<string, string>>) =>
  run("sh", [join(folder, "entrypoint.sh"), "echo", "reached"], { cwd: folder, env });

withBash("an image that has Bash alone waits for what answers", async () => {
  const outcome = await start({ DB_HOST: "127.0.0.1", DB_PORT: String(port) });
  expect(outcome).toEqual({ code: 0, stdout: "reached\n", stderr: "" });
});

withBash("and tells the last error of what does not answer", async () => {
  const { code, stderr, stdout } = await start({ DB_HOST: "127.0.0.1", DB_PORT: "1" });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe("127.0.0.1:1 did not answer within 60 s: Connection refused\n");
});
