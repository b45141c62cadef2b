import { memoryTree, recover } from ".";

const base = "services:\n  app:\n    image: example/app:1\n";
const layer = "services:\n  app:\n    environment: {A: '1'}\n";

/** The environments that are found, each with its kind and its files. */
const found = (files: Readonly<Record<string, string>>): string[] =>
  recover(memoryTree(files)).stacks.map(({ environment, paths }) => `${environment}: ${paths.join(" ")}`);

/** Two layers whose names say nothing together, and who names them. */
const layers = (more: Readonly<Record<string, string>>) =>
  found({ "base.compose.yaml": base, "live.compose.yaml": layer, ...more });

describe("files that are named together are one environment", () => {
  test.each([
    ["a Makefile", "Makefile", "up:\n\tdocker compose -f base.compose.yaml -f live.compose.yaml up -d\n"],
    [
      "a Makefile, through its variables",
      "Makefile",
      "FILES = -f base.compose.yaml -f live.compose.yaml\nup:\n\tdocker compose $(FILES) up\n",
    ],
    [
      "a script of several lines",
      "deploy.sh",
      "docker-compose \\\n  -f base.compose.yaml \\\n  -f live.compose.yaml \\\n  up\n",
    ],
    ["the long option", "bin/up", "docker compose --file=base.compose.yaml --file live.compose.yaml up\n"],
    ["a page", "docs/deploy.md", "```sh\n$ docker compose -f base.compose.yaml -f live.compose.yaml up -d\n```\n"],
    [
      "a package's scripts",
      "package.json",
      '{"scripts": {"up": "docker compose -f base.compose.yaml -f live.compose.yaml up"}}\n',
    ],
    [
      "a workflow",
      ".github/workflows/deploy.yml",
      "jobs:\n  a:\n    steps:\n      - run: docker compose -f base.compose.yaml -f live.compose.yaml pull\n",
    ],
    ["the project's environment file", ".env", "COMPOSE_FILE=base.compose.yaml:live.compose.yaml\n"],
    ["a script that sets the variable", "up.sh", 'export COMPOSE_FILE="base.compose.yaml:live.compose.yaml"\n'],
  ])("by %s", (_, path, text) => {
    expect(layers({ [path]: text })).toContain("production: base.compose.yaml live.compose.yaml");
  });

  test("in the order in which they are named", () => {
    const files = { "a.compose.yaml": base, "b.compose.yaml": base };
    const up = "docker compose -f b.compose.yaml -f a.compose.yaml up\n";
    expect(found({ ...files, "up.sh": up })).toEqual(["unknown: b.compose.yaml a.compose.yaml"]);
  });

  test("relative to whoever names them", () => {
    const files = { "deploy/base.compose.yaml": base, "deploy/live.compose.yaml": layer };
    const expected = expect.arrayContaining(["production: deploy/base.compose.yaml deploy/live.compose.yaml"]);
    const up = "docker compose -f base.compose.yaml -f live.compose.yaml up\n";
    expect(found({ ...files, "deploy/README.md": up })).toEqual(expected);
    expect(found({ ...files, "up.sh": up.replaceAll("-f ", "-f deploy/") })).toEqual(expected);
  });

  test("and not where a command names one that is not there, or each of two commands names one", () => {
    for (const up of [
      "docker compose -f base.compose.yaml -f gone.compose.yaml up\n",
      "docker compose -f base.compose.yaml up\ndocker compose -f live.compose.yaml up\n",
    ])
      expect(layers({ "up.sh": up }).some((each) => each.includes(" base.compose.yaml live"))).toBe(false);
  });
});

describe("an environment that nobody names", () => {
  test("is what Compose loads by itself", () => {
    expect(found({ "compose.yaml": base, "compose.override.yaml": layer })).toEqual([
      "development: compose.yaml compose.override.yaml",
    ]);
  });

  test("is a layer on the file that Compose loads", () => {
    expect(found({ "compose.yaml": base, "compose.prod.yaml": layer, "compose.dev.yaml": layer }).sort()).toEqual([
      "development: compose.yaml",
      "development: compose.yaml compose.dev.yaml",
      "production: compose.yaml compose.prod.yaml",
    ]);
  });
});

describe("what a stack is for", () => {
  const building = (...targets: readonly string[]) =>
    `services:\n${targets.map((target, index) => `  s${index}:\n    build: {context: ., target: ${target}}\n`).join("")}`;

  test("is not said by one target of many", () => {
    expect(found({ "compose.yaml": building("backend", "app", "dev") })).toEqual(["unknown: compose.yaml"]);
    expect(found({ "compose.yaml": building("dev", "app") })).toEqual(["development: compose.yaml"]);
    expect(found({ "compose.yaml": building("dev", "app", "production") })).toEqual(["production: compose.yaml"]);
  });

  test("is said by one of several profiles", () => {
    const profiles = (list: string) => ({
      "compose.yaml": `services:\n  a:\n    image: a:1\n    environment: {SPRING_PROFILES_ACTIVE: '${list}'}\n`,
    });
    expect(found(profiles("prod,api-docs,secret-samples"))).toEqual(["production: compose.yaml"]);
    expect(found(profiles("docs,dev"))).toEqual(["development: compose.yaml"]);
  });
});

test("a file of any name is a stack in a folder called so, and what a pipeline calls services is none", () => {
  const files = {
    "src/main/docker/app.yml":
      "services:\n  app:\n    extends: {file: ./postgresql.yml, service: db}\n    image: a:1\n",
    "src/main/docker/postgresql.yml": "services:\n  db:\n    image: postgres:17\n",
    "docker/ci.yml": "services:\n  - docker:dind\nbuild:\n  image: a:1\n",
    "config/app.yml": "services:\n  db:\n    image: postgres:17\n",
  };
  expect(found(files)).toEqual(["unknown: src/main/docker/app.yml"]);
});
