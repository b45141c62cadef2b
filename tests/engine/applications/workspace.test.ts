import { cpSync } from "node:fs";
import { join } from "node:path";
import { node } from "@quaywright/presets";
import { ask } from "../ask";
import { onEngine } from "../engine";
import { TestStack } from "../stack";

jest.setTimeout(300_000);

const declaration = {
  name: "greetings",
  services: {
    api: {
      ...node({
        source: "apps/api",
        node: { workspace: { packages: ["packages/greeting"], files: ["words.json"] } },
        start: ["node", "server.js"],
      }),
      publish: 3000,
      tls: "none" as const,
    },
  },
};

onEngine.each(["development", "production"])("a package of a workspace, in %s", (environment) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(declaration, environment);
    cpSync(join(__dirname, "workspace"), stack.folder, { recursive: true });
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  test("it imports another one, which was built before", async () => {
    expect((await ask(stack.url("api", "/"))).body.toString()).toBe("hello you!");
  });
});
