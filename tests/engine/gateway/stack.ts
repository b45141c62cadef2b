import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TestStack } from "../stack";

/** What the application of these tests says of a request. */
export interface Told {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly hostname: string;
  /** How many it has been sent by POST. */
  readonly posts: number;
  readonly sha256?: string;
}

/** The application, as a service. */
export const application = {
  image: "python:3.13-slim-trixie",
  command: ["python", "/app/server.py"],
  variables: { PORT: "8000" },
  mounts: { "/app": "./app" },
  port: 8000,
  user: "10001:10001",
};

/** A stack of services in production; `more` are names of further ports of its services, `rest` what else is declared. */
export async function stackOf(
  services: Readonly<Record<string, object>>,
  more: readonly string[] = [],
  rest: object = {},
): Promise<TestStack> {
  const stack = await TestStack.declare({ name: "gateway", services, ...rest }, "production", more);
  stack.save("app/server.py", readFileSync(join(__dirname, "server.py"), "utf8"));
  return stack;
}
