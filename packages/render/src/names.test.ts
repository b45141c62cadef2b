// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose's variables look like the template's.
import { type Problem, resolve, type UncheckedDeclaration } from "@quaywright/model";
import { parse } from "yaml";
import { plan } from "./plan";

const stage = {
  name: "production",
  purpose: "runs it.",
  from: "debian:trixie-slim",
  entrypoint: "production",
  command: ["serve"],
};
const shop = {
  name: "shop",
  services: {
    web: {
      build: { sources: [], stages: [stage] },
      port: 8000,
      publish: 8000,
      tls: "none",
      configs: { "/etc/rules": "cost: $5\n" },
    },
    cache: { image: "redis:8", volumes: { data: "/data" } },
  },
};
const resolved = (more: object) => resolve({ ...shop, ...more } as UncheckedDeclaration);
const filesOf = (more: object): Record<string, string> => {
  const result = resolved(more);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return Object.fromEntries(plan(result.stacks).map(({ path, text }) => [path, text]));
};
const problems = (more: object): readonly Problem[] => {
  const result = resolved(more);
  return "problems" in result ? result.problems : [];
};
const withWeb = (more: object) => ({ services: { ...shop.services, web: { ...shop.services.web, ...more } } });

describe("names that others rely on", () => {
  test("of projects, images and containers stand as they are declared", () => {
    const files = filesOf({
      ...withWeb({ container: { production: "shop_web_1" } }),
      project: { development: "shop-dev", production: "shop" },
      images: { names: { web: "acme/storefront" } },
    });
    const compose = parse(files["compose.production.yaml"]!);
    expect(compose.name).toBe("shop");
    expect(compose.services.web).toMatchObject({
      container_name: "shop_web_1",
      image: "acme/storefront:${IMAGE_TAG:-production}",
    });
    expect(parse(files["compose.yaml"]!)).toMatchObject({ name: "shop-dev" });
    expect(files["docker/deploy.production.sh"]).toContain("instead=web\n");
  });

  test.each([
    ["one project for two environments", { project: "shop" }, ["project"]],
    [
      "one container's name for two replicas",
      withWeb({ container: "web", replicas: 2, publish: undefined }),
      ["services", "web", "container"],
    ],
    ["a name for an image that nobody builds", { images: { names: { wep: "shop" } } }, ["images", "names", "wep"]],
    [
      "a container's name that goes past",
      withWeb({ compose: { container_name: "web" } }),
      ["services", "web", "compose", "container_name"],
    ],
  ])("%s is an error", (_, more, at) => {
    expect(problems(more)).toMatchObject([{ at }]);
  });
});

describe("publishing", () => {
  const images = {
    registry: "ghcr.io/acme",
    also: ["docker.io/acme", { registry: "registry.example.com", names: { web: "shop" } }],
  };

  test("a release goes to each registry by its name there", () => {
    expect(filesOf({ images })["docker-bake.hcl"]).toContain(
      [
        'tags = RELEASE ? ["ghcr.io/acme/shop-web:${IMAGE_TAG == "" ? "production" : IMAGE_TAG}"',
        '"docker.io/acme/shop-web:${IMAGE_TAG == "" ? "production" : IMAGE_TAG}"',
        '"registry.example.com/shop:${IMAGE_TAG == "" ? "production" : IMAGE_TAG}"]',
      ].join(", "),
    );
  });

  test("who only pulls has a file that builds nothing and needs no other", () => {
    const pull = parse(filesOf({ images, files: { pull: "deploy/compose.yaml" } })["deploy/compose.yaml"]!);
    const production = parse(filesOf({ images })["compose.production.yaml"]!);
    expect(pull.services.web.build).toBeUndefined();
    expect(pull.services.web.image).toBe("ghcr.io/acme/shop-web:${IMAGE_TAG:?the version to run}");
    expect(pull.configs).toEqual({ [Object.keys(production.configs)[0]!]: { content: "cost: $$5\n" } });
    const { build: _build, image: _image, ...service } = production.services.web;
    const { image: _pulled, ...same } = pull.services.web;
    expect(same).toEqual(service);
  });

  test("without a registry there is nothing to pull", () => {
    expect(problems({ files: { pull: "pull.yaml" } })).toMatchObject([{ at: ["files", "pull"] }]);
  });
});
