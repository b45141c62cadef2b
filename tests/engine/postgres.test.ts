import { postgres } from "@quaywright/presets";
import { onEngine } from "./engine";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

/** On both sides of 18, from which on the volume is another folder. */
const versions = ["15", "17", "18"];

onEngine("PostgreSQL of several versions", () => {
  let stack: TestStack;

  beforeAll(async () => {
    const services = versions.map((version, index) => {
      const own = { prefix: `PG${version}_`, publish: 5432 + index };
      return [`pg${version}`, postgres({ version, ...own })] as const;
    });
    stack = await TestStack.declare({ name: "postgres", services: Object.fromEntries(services) }, "production");
    stack.writeSecrets();
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(() => stack?.remove());

  const psql = (version: string, sql: string) =>
    stack.succeed(["exec", "-T", `pg${version}`, "psql", "-U", "app", "-Atqc", sql]);

  test("keeps its data over new containers, in the one volume that it has", async () => {
    for (const version of versions) await psql(version, "create table kept as select 1 as n");
    await stack.succeed(["down"]);
    await stack.succeed(["up", "--wait"]);
    for (const version of versions) {
      expect(await psql(version, "select n, split_part(current_setting('server_version'), '.', 1) from kept")).toBe(
        `1|${version}\n`,
      );
      const [container] = await stack.inspect(`pg${version}`);
      const volumes = container?.Mounts.filter(({ Type }) => Type === "volume") ?? [];
      expect(volumes.map(({ Name }) => Name)).toEqual([`${stack.project}_pg${version}_data`]);
    }
  });
});
