import { redis, valkey } from "@quaywright/presets";
import type { Container } from "./container";
import { onEngine } from "./engine";
import { run } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

/** Everything that a shell, a configuration file or a reader of options could misread. */
const password = `p@ss "w/ö rd%41#?&=+'$HOME\\x41\\\`[🚢]-*xxxxxxxx`;

const stores = [
  { name: "redis", make: redis, version: "7", client: "redis-cli", secret: "redis_password" },
  { name: "redis", make: redis, version: "8-alpine", client: "redis-cli", secret: "redis_password" },
  { name: "valkey", make: valkey, version: "8", client: "valkey-cli", secret: "valkey_password" },
];

onEngine.each(stores)("$name $version", ({ name, make, version, client, secret }) => {
  const declaration = {
    name: "store",
    services: {
      broker: make({ version, memory: 64 }),
      cache: make({ version, use: "cache", prefix: "CACHE_", publish: 6380 }),
    },
  };
  let stack: TestStack;

  const container = async (service: string): Promise<Container> => (await stack.inspect(service))[0]!;
  const authorized = (service: string, ...command: readonly string[]) =>
    stack.succeed(["exec", "-T", "-e", "REDISCLI_AUTH", service, client, ...command], {
      env: { REDISCLI_AUTH: password },
    });
  const told = (service: string, input: string) =>
    stack.succeed(["exec", "-T", "-e", "REDISCLI_AUTH", service, client], {
      env: { REDISCLI_AUTH: password },
      input,
    });
  const anonymous = (...command: readonly string[]) => stack.succeed(["exec", "-T", "broker", client, ...command]);

  describe("in production", () => {
    beforeAll(async () => {
      stack = await TestStack.declare(declaration, "production");
      stack.writeSecrets({ [secret]: password, [`cache_${secret}`]: password });
      await stack.succeed(["up", "--wait"]);
    });

    afterAll(() => stack.remove());

    test("lets in whoever knows the password, whatever its characters, and nobody else", async () => {
      expect(await authorized("broker", "set", "a", "1")).toBe("OK\n");
      expect(await anonymous("get", "a")).toMatch("NOAUTH");
    });

    test("the password is seen neither by who looks at the container nor at its processes", async () => {
      const { Id } = await container("broker");
      const processes = "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline";
      const seen = await Promise.all([
        run("docker", ["inspect", Id]),
        run("docker", ["exec", Id, "sh", "-c", processes]),
      ]);
      for (const { stdout } of seen) {
        expect(stdout).toMatch(`${name}-server`);
        expect(stdout).not.toMatch(/p@ss|x70.{0,3}x40/);
      }
    });

    test("a broker keeps what it was given over a new container, and refuses what it has no memory for", async () => {
      await authorized("broker", "set", "kept", "1");
      await stack.succeed(["up", "--wait", "--force-recreate", "broker"]);
      expect(await authorized("broker", "get", "kept")).toBe("1\n");
      expect(await authorized("broker", "config", "get", "maxmemory-policy")).toMatch("noeviction");
      const fill = Array.from({ length: 1000 }, (_, index) => `set filler${index} ${"x".repeat(100_000)}\n`);
      expect(await told("broker", fill.join(""))).toMatch(/OOM/);
      expect(await authorized("broker", "get", "kept")).toBe("1\n");
    });

    test("a cache forgets rather than refuse, and keeps nothing", async () => {
      expect(await authorized("cache", "config", "get", "maxmemory-policy")).toMatch("allkeys-lru");
      await authorized("cache", "set", "forgotten", "1");
      await stack.succeed(["restart", "cache"]);
      await stack.succeed(["up", "--wait", "cache"]);
      expect(await authorized("cache", "get", "forgotten")).toBe("\n");
    });

    test("its limit leaves room for a copy of its data, its root cannot be written, its user is not root", async () => {
      const { Config, HostConfig } = await container("broker");
      expect(HostConfig).toMatchObject({ Memory: 128 * 2 ** 20, ReadonlyRootfs: true, PortBindings: {} });
      expect(Config.User).toMatch(/^999:/);
      expect(await authorized("broker", "config", "get", "maxmemory")).toBe(`maxmemory\n${64 * 2 ** 20}\n`);
    });

    test("is unhealthy when its password is another than its secret", async () => {
      const { Config, Id } = await container("cache");
      const [, ...probe] = Config.Healthcheck?.Test ?? [];
      expect((await run("docker", ["exec", Id, ...probe])).code).toBe(0);
      await authorized("cache", "config", "set", "requirepass", "another");
      expect((await run("docker", ["exec", Id, ...probe])).code).not.toBe(0);
    });

    test("does not start without a password", async () => {
      stack.save(`secrets/${secret}`, "\n");
      const { code, stderr } = await stack.compose(["run", "--rm", "broker"]);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/the secret of \w+_PASSWORD is empty/);
    });
  });

  describe("in development", () => {
    beforeAll(async () => {
      stack = await TestStack.declare(declaration, "development");
      await stack.succeed(["up", "--wait", "broker"]);
    });

    afterAll(() => stack.remove());

    test("lets everyone in, on the host's own address alone, and leaves no volume", async () => {
      const { HostConfig, Mounts } = await container("broker");
      expect(await anonymous("set", "a", "1")).toBe("OK\n");
      expect(Object.values(HostConfig.PortBindings ?? {}).flat()).toEqual([
        { HostIp: "127.0.0.1", HostPort: String(stack.ports.broker) },
      ]);
      expect(Mounts).toEqual([]);
    });

    test("takes a password that was set", async () => {
      await stack.succeed(["up", "--wait", "broker"], { env: { [secret.toUpperCase()]: password } });
      expect(await anonymous("get", "a")).toMatch("NOAUTH");
      expect(await authorized("broker", "get", "a")).toBe("\n");
    });
  });
});
