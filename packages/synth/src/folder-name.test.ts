import { resolve } from "@quaywright/model";
import { unbuildable } from "./folder-name";

const build = {
  stages: [{ name: "production", purpose: "is it.", from: "a:1" }],
  sources: ["app"],
};
const app = { build, port: 8000, files: { static: { folder: "/static" } } };
const edge = { build, port: 8080, tls: "none", publish: 80, site: { routes: { "/static/": "app:static" } } };

const told = (folder: string, services: object): string[] => {
  const result = resolve({ name: "shop", services: services as Record<string, object> });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return unbuildable(folder, () => result.stacks);
};

test("a folder whose name the builder cannot hand from image to image is told, with one that it can", () => {
  expect(told("/srv/Café Übersicht", { app, edge })).toEqual([
    expect.stringMatching(/`Café Übersicht`: .*`Cafe-Ubersicht`.*`edge` has files of `app`/),
  ]);
  expect(told("/srv/店", { app, edge })).toEqual([expect.stringContaining("such as `project`")]);
});

test("it builds what takes nothing from another image, and any name in ASCII", () => {
  expect(told("/srv/Café Übersicht", { app })).toEqual([]);
  expect(told("/srv/Ü/Joe's café-less shop (2)".replace("é", "e"), { app, edge })).toEqual([]);
});
