import { adminer, mailpit, postgres } from "@quaywright/presets";
import { ask } from "./ask";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { variant } from "./variant";

jest.setTimeout(300_000);

const services = {
  db: postgres({ version: "17" }),
  adminer: adminer({ version: "5.4.1", database: "db" }),
  mail: mailpit({ version: "v1.27" }),
};

test("helpers of development are no part of production", () => {
  const files = variant({ name: "shop", services });
  expect(files["compose.yaml"]).toMatch(/^ {2}adminer:/m);
  expect(files["compose.yaml"]).toMatch(/^ {2}mail:/m);
  expect(files["compose.production.yaml"]).not.toMatch(/adminer|mailpit/);
});

onEngine("Adminer", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(
      { name: "shop", services: { db: services.db, adminer: services.adminer } },
      "development",
    );
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(() => stack.remove());

  test("answers on the host's own address, and reaches the database", async () => {
    expect((await ask(stack.url("adminer"))).status).toBe(200);
    const [container] = await stack.inspect("adminer");
    expect(Object.values(container?.HostConfig.PortBindings ?? {}).flat()).toMatchObject([{ HostIp: "127.0.0.1" }]);
    const reach = `exit(fsockopen(getenv("ADMINER_DEFAULT_SERVER"), 5432) ? 0 : 1);`;
    expect((await stack.compose(["exec", "-T", "adminer", "php", "-r", reach])).code).toBe(0);
  });
});
