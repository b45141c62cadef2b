import type { Stack } from "../index";
import { resolve } from "./index";

const site = (routes: object) => ({ image: "nginx:1", port: 8080, site: { routes } });
const blog = { image: "blog:1", port: 2368 };

function stacksOf(services: object): readonly Stack[] {
  const result = resolve({ name: "shop", environments: ["development", "staging", "production"], services });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
}
const sourcesOf = (stacks: readonly Stack[], service: string) =>
  stacks.map(({ services }) => services.find(({ name }) => name === service)?.variables[0]?.source);

test("who passes requests on to elsewhere is told the address, also where that is a container or the machine", () => {
  const external = { development: "host", staging: false, production: true };
  const stacks = stacksOf({ blog: { ...blog, external }, edge: site({ "/blog/": "blog" }) });
  expect(sourcesOf(stacks, "edge")).toEqual([
    { kind: "linked", value: "http://host.docker.internal:2368" },
    { kind: "linked", value: "http://blog:2368" },
    { kind: "input", input: expect.objectContaining({ name: "BLOG_URL", required: true, kind: "url" }) },
  ]);
  expect(stacks.map(({ services }) => services.find(({ name }) => name === "edge")?.needs)).toEqual([
    [],
    [{ service: "blog", condition: "started" }],
    [],
  ]);
  expect(stacks.map(({ services }) => services.find(({ name }) => name === "edge")?.networks)).toEqual([
    ["edge_outside"],
    ["blog"],
    ["edge_outside"],
  ]);
});

test("an address may stand in the declaration", () => {
  const facts = { url: "https://blog.example.com" };
  const stacks = stacksOf({ blog: { external: true, facts }, edge: site({ "/": "blog" }) });
  expect(sourcesOf(stacks, "edge")).toEqual(Array(3).fill({ kind: "linked", value: "https://blog.example.com" }));
  expect(stacks.flatMap(({ inputs }) => inputs)).toEqual([]);
});

test("a gateway that no environment has where its service is elsewhere is told nothing", () => {
  const external = { development: "host", production: false };
  const edge = { ...site({ "/": "blog" }), environments: ["production"] };
  const stacks = stacksOf({ blog: { ...blog, external }, edge });
  expect(
    stacks.flatMap(({ services }) => services.filter(({ name }) => name === "edge").flatMap((each) => each.variables)),
  ).toEqual([]);
});
