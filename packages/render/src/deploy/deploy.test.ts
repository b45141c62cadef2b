import { execFileSync } from "node:child_process";
import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { renderDeploy } from "./index";

const build = { sources: ["app"], stages: [{ name: "production", purpose: "is it.", from: "debian", client: "wget" }] };
const shop = {
  name: "shop",
  services: {
    db: { image: "postgres:17" },
    app: { build, port: 8000, replicas: { production: 3 }, jobs: { migrate: { command: ["migrate"] } } },
    beat: { of: "app", command: ["beat"], singleBecause: "Two would do all twice: isn't that so?" },
    tool: { of: "app", command: ["tool"], profile: "tools" },
    edge: { build, site: { routes: { "/": "app" } }, port: 8080, publish: 80 },
  },
};

function scriptOf(declaration: UncheckedDeclaration): string {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  const stack = result.stacks.find(({ environment }) => environment === "production")!;
  return renderDeploy(stack, stack.files.deploy!);
}

/** What a shell has of the script's beginning. */
const told = (question: string): string =>
  execFileSync("/bin/sh", ["-c", `${scriptOf(shop).split("\nsay()")[0]}\n${question}`], { encoding: "utf8" }).trim();

test("what runs beside its former self is what may run twice and publishes nothing", () => {
  expect(told('echo "$beside / $instead / $pulled / $jobs"')).toBe("app / beat edge / db / app-migrate");
  expect(told("replicas_of app; replicas_of beat")).toBe("3\n1");
  expect(told("why_alone beat")).toBe("Two would do all twice: isn't that so?");
  expect(told("repository_of beat; repository_of edge; repository_of db")).toBe("shop-app\nshop-edge");
});

test("a gateway is told of the services that it asks, by the network that they share", () => {
  expect(told('echo "$gateways: $routes"')).toBe("edge: edge app app 8000");
});

test("images come from the host itself, or from a registry", () => {
  expect(scriptOf(shop)).not.toContain('docker pull --quiet "$repository:$tag"');
  const released = scriptOf({ ...shop, images: { registry: "registry.example.com/shop" } });
  expect(released).toContain('docker pull --quiet "$repository:$tag"');
  expect(released).toContain("registry.example.com/shop/shop-app");
});

test("development has none, and neither has a stack that builds nothing", () => {
  const result = resolve({ name: "shop", services: { db: { image: "postgres:17" } } });
  if ("problems" in result) throw new Error("no stack");
  expect(result.stacks.map(({ files }) => files.deploy)).toEqual([undefined, undefined]);
});
