import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ask, json } from "../ask";
import { onEngine } from "../engine";
import { eventually, TestStack } from "../stack";
import { server, surroundings, worker } from "./surroundings";

jest.setTimeout(300_000);

const host = { host: "www.example.com", "x-forwarded-proto": "https" };

/** Whom the sources on the host belong to. */
const owner = 4242;

const declare = async (environment: string): Promise<TestStack> => {
  const stack = await TestStack.declare(surroundings, environment);
  chownSync(stack.folder, owner, owner);
  stack.save("app/server.py", server);
  stack.save("app/worker.py", worker);
  stack.writeSecrets();
  return stack;
};

onEngine.each(["production", "development"])(
  "an application that nobody wrote for containers, in %s",
  (environment) => {
    let stack: TestStack;
    const visit = async () => json<{ visits: number }>(await ask(stack.url("app", "/visit"), { headers: host })).visits;
    const inside = (service: string, ...command: readonly string[]) =>
      stack.succeed(["exec", "-T", service, ...command]);

    beforeAll(async () => {
      stack = await declare(environment);
    });

    afterAll(() => stack.remove());

    test("a folder of the host that is not there is told by its path, and nothing is made in its place", async () => {
      const { code, stderr } = await stack.compose(["up", "--build", "--wait", "app"]);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/bind source path does not exist: \S+\/export/);
      expect(existsSync(join(stack.folder, "export"))).toBe(false);
    });

    test("a folder that holds another's files is told with what to do, and left as it is", async () => {
      mkdirSync(join(stack.folder, "export"));
      chownSync(join(stack.folder, "export"), owner, owner);
      mkdirSync(join(stack.folder, "database/of-another"), { recursive: true });
      chownSync(join(stack.folder, "database"), 4321, 4321);
      const { code } = await stack.compose(["up", "--wait", "db"]);
      expect(code).not.toBe(0);
      expect(await stack.succeed(["logs", "--no-log-prefix", "db-folders"])).toBe(
        "./database belongs to uid 4321, and the service runs as 999:999: `sudo chown -R 999:999 ./database` on the host, or `user` of the service.\n",
      );
      expect(statSync(join(stack.folder, "database")).uid).toBe(4321);
      rmSync(join(stack.folder, "database"), { recursive: true });
      mkdirSync(join(stack.folder, "database"));
    });

    test("it becomes healthy by probes that it lets pass: of its host, of a status, of a port, of a file's age", async () => {
      await stack.succeed(["up", "--wait"]);
      const healths = (await stack.inspect("app", "worker", "neighbour", "picky", "db")).map(
        ({ State }) => State.Health?.Status,
      );
      expect(healths).toEqual(Array(5).fill("healthy"));
      const plain = await ask(stack.url("app"));
      const insecure = await ask(stack.url("app"), { headers: { host: "www.example.com" } });
      expect([plain.status, insecure.status]).toEqual([400, 301]);
    });

    test("a volume of an image that has no folder there is its user's, with what it wrote", async () => {
      await inside("neighbour", "sh", "-c", "echo kept >/srv/kept/file");
      await stack.succeed(["up", "--force-recreate", "--wait", "neighbour"]);
      expect(await inside("neighbour", "cat", "/srv/kept/file")).toBe("kept\n");
    });

    test("a worker that no longer touches its file becomes unhealthy", async () => {
      await inside(
        "worker",
        "python",
        "-c",
        "import os; os.kill(next(int(p) for p in os.listdir('/proc') if p.isdigit() and b'worker.py' in open(f'/proc/{p}/cmdline', 'rb').read() and p != '1' and int(p) != os.getpid()), 19)",
      );
      const [container] = await eventually(
        () => stack.inspect("worker"),
        ([found]) => found?.State.Health?.Status === "unhealthy",
        40,
      );
      expect(container).toBeDefined();
      await stack.succeed(["restart", "worker"]);
    });

    test("its database is on the volume with its journal, and outlives the container", async () => {
      expect(await visit()).toBe(1);
      expect((await inside("app", "ls", "/srv/data")).split("\n")).toEqual(
        expect.arrayContaining(["db.sqlite3", "db.sqlite3-wal"]),
      );
      expect(readdirSync(join(stack.folder, "app")).filter((name) => /sqlite3-/.test(name))).toEqual([]);
      await stack.succeed(["rm", "--stop", "--force", "app"]);
      await stack.succeed(["up", "--wait", "app"]);
      expect(await visit()).toBe(2);
    });

    test("its log is there before it is imported, in memory of the size that was said", async () => {
      expect(await inside("app", "sh", "-c", "df -k /app/logs | tail -n 1")).toMatch(/^tmpfs\s+8192\s/);
      expect(await inside("app", "sh", "-c", "wc -l </app/logs/app.log")).not.toBe("0\n");
    });

    test("what it believes to be on its own host answers there", async () => {
      expect(json(await ask(stack.url("app", "/neighbour"), { headers: host }))).toEqual({ status: 200 });
    });

    test("a place that is not shared is there for its own service alone", async () => {
      const places = async (service: string) =>
        (await inside(service, "cat", "/proc/mounts")).match(/ \/srv\/\w+ /g)?.sort();
      expect(await places("app")).toEqual([" /srv/beats ", " /srv/data ", " /srv/export ", " /srv/own "]);
      expect(await places("worker")).toEqual([" /srv/beats ", " /srv/cache ", " /srv/data ", " /srv/export "]);
    });

    test("a database's files lie in the folder of the host and belong to the user of its server", async () => {
      expect(readdirSync(join(stack.folder, "database"))).toContain("PG_VERSION");
      expect(statSync(join(stack.folder, "database/PG_VERSION")).uid).toBe(999);
    });

    if (environment === "production") {
      test("a write that nobody declared is told with its path and what to declare", async () => {
        const write = ["run", "--rm", "--no-deps", "app", "python", "-c", "open('day.csv', 'w')"];
        const { stderr } = await stack.compose(write);
        expect(stderr).toContain(
          '/app/day.csv lies on the read-only root of this container. The service has to declare it: `writable: { "/app/day.csv": "memory" }`, for a folder, or { in: "volume", file: true } for a file.',
        );
      });

      test("a program in memory can be started where that was said; a home is there without an account's", async () => {
        const started =
          "cp /bin/true /srv/cache/a && /srv/cache/a && echo started; touch ~/.a ${XDG_CACHE_HOME:-$HOME/.cache}.b && echo $HOME";
        expect(await inside("worker", "sh", "-c", started)).toBe("started\n/tmp\n");
      });
    } else {
      test("the sources hold a link of the host's user, and folders that are theirs", () => {
        const link = lstatSync(join(stack.folder, "app/db.sqlite3"));
        expect([link.isSymbolicLink(), link.uid, statSync(join(stack.folder, "app/logs")).uid]).toEqual([
          true,
          owner,
          owner,
        ]);
      });

      test("a database that a person has in the sources is theirs", async () => {
        await stack.succeed(["rm", "--stop", "--force", "app"]);
        rmSync(join(stack.folder, "app/db.sqlite3"));
        stack.save("app/db.sqlite3", "");
        await stack.succeed(["up", "--wait", "app"]);
        expect(await visit()).toBe(1);
        expect(await stack.succeed(["logs", "app"])).toContain(
          "/app/db.sqlite3 lies in the sources, and is used as it is",
        );
      });
    }
  },
);
