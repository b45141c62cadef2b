import { parts, resolve, type Stack, type UncheckedDeclaration } from "@quaywright/model";
import { renderHandbook } from ".";

function stacksOf(services: Record<string, unknown>, more: Record<string, unknown> = {}): readonly Stack[] {
  const result = resolve({ name: "shop", ...more, services } as UncheckedDeclaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
}
const textOf = (stacks: readonly Stack[], path = "docs/a.md"): string => {
  const file = renderHandbook(stacks).find((each) => each.path === path);
  return file !== undefined && "text" in file ? file.text : "";
};
const headings = (text: string): string[] => [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => title);
const everything = { handbook: { "docs/a.md": "all" } };
const cache = { image: "redis:8", port: 6379 };

test("a stack that declares no page has none", () => {
  expect(renderHandbook(stacksOf({ cache }))).toEqual([]);
});

test("what does not apply to a stack is not said", () => {
  const titles = headings(textOf(stacksOf({ cache }, everything)));
  expect(titles).toContain("Daily commands");
  for (const absent of [
    "Secrets",
    "TLS",
    "Backup and restore",
    "Upgrade and rollback",
    "From SQLite to a server database",
    "Networks",
    "Volumes",
  ]) {
    expect(titles).not.toContain(absent);
  }
});

test("a stack of one environment is told of in that one", () => {
  const development = textOf(stacksOf({ cache }, { ...everything, environments: ["development"] }));
  expect(development).not.toContain("compose.production.yaml");
  expect(headings(development)).not.toContain("Production checklist");
  const production = textOf(stacksOf({ cache }, { ...everything, environments: ["production"] }));
  expect(headings(production)).toContain("Daily commands");
  expect(production).toContain("docker compose -f compose.production.yaml");
});

test("where images are projects of Nx, it builds those that a change touches", () => {
  const app = { build: { stages: [{ name: "production", purpose: "is it.", from: "a:1" }], sources: ["app"] } };
  const line = "npx nx affected -t image --base=HEAD";
  expect(textOf(stacksOf({ app }, { ...everything, nx: true }))).toContain(line);
  expect(textOf(stacksOf({ app }, everything))).not.toContain(line);
  expect(textOf(stacksOf({ cache }, { ...everything, nx: true }))).not.toContain(line);
});

test("data in a folder of the host is copied as a volume's is, and what is known of it stays known", () => {
  const data = { handbook: { volumes: { data: { holds: "Every row.", copy: "task" } } }, volumes: { data: "/data" } };
  const db = { image: "db:1", user: "999:999", ...data, writable: { data: { in: "folder", folder: "data/db" } } };
  const files = { image: "files:1", user: "999:999", writable: { "/srv/up": { in: "folder", folder: "data/up" } } };
  const text = textOf(stacksOf({ db, files }, everything));
  expect(text).toContain("| Every row. | `./data/db` |");
  expect(text).toContain("sh -c 'cd /srv/up && find . ! -type d | tar -cf - -T -' > backups/data-up.tar.part");
  expect(text).not.toContain("backups/data-db.tar");
});

test("who calls a service that runs elsewhere is told", () => {
  const text = textOf(
    stacksOf({ cache: { ...cache, external: true }, app: { image: "a:1", needs: ["cache"] } }, everything),
  );
  expect(text).toContain("| `app` | `cache` | yes |");
});

test("what is built is removed, an image that follows changes by itself among it", () => {
  const stages = [{ name: "production", purpose: "is it.", from: "a:1" }];
  const app = { build: { stages, sources: ["app"] } };
  const services = {
    app,
    work: { of: "app", watch: ["app/lock"] },
    asked: { of: "app", watch: ["app/lock"], profile: "more" },
  };
  const text = textOf(stacksOf(services, everything));
  expect(text).toContain("docker image rm shop-app-development:development shop-work-development:development\n");
});

test("a stack without services still has a page", () => {
  expect(headings(textOf(stacksOf({}, everything)))).toContain("Requirements");
});

test("pages hold their parts in the order of the handbook, and one that holds a single part has its title", () => {
  const stacks = stacksOf({ cache }, { handbook: { "docs/a.md": ["uninstall", "daily"], "docs/b.rst": ["daily"] } });
  expect(headings(textOf(stacks)).filter((title) => ["Daily commands", "Uninstalling"].includes(title))).toEqual([
    "Daily commands",
    "Uninstalling",
  ]);
  expect(textOf(stacks, "docs/b.rst")).toMatch(/^\.\. Generated .*\n\nDaily commands\n=+\n/);
});

test("a page in reStructuredText has its picture beside it, and none where it does not show it", () => {
  const paths = (declared: unknown) =>
    renderHandbook(stacksOf({ cache }, { handbook: declared })).map(({ path }) => path);
  expect(paths({ "docs/a.rst": "all" })).toEqual(["docs/a-production.svg", "docs/a.rst"]);
  expect(paths({ "docs/a.rst": ["daily"], "docs/b.md": "all" })).toEqual(["docs/a.rst", "docs/b.md"]);
});

test("every part is made from values that mean something to a reader of Markdown", () => {
  const awkward = "a | b `c` <d> *e* \\ [f](g)";
  const stacks = stacksOf(
    { app: { image: "app:1", summary: awkward, variables: { A: { purpose: awkward, default: awkward } } } },
    { handbook: Object.fromEntries(parts.map((part) => [`docs/${part}.md`, [part]])) },
  );
  expect(textOf(stacks, "docs/variables.md")).toContain("a \\| b `c` \\<d\\> \\*e\\* \\\\ \\[f\\](g)");
});

test("what is told of another environment's service stays away", () => {
  const told = { tasks: [{ topic: "check", title: "Proof", steps: [{ exec: ["true"] }] }] };
  const stacks = stacksOf({ cache: { ...cache, handbook: { development: told } } }, everything);
  expect(textOf(stacks)).not.toContain("Proof");
});

test("two services with one task are told apart", () => {
  const handbook = { tasks: [{ topic: "backup", title: "Dump it", steps: [{ host: ["true"] }] }] };
  const text = textOf(stacksOf({ one: { ...cache, handbook }, two: { ...cache, handbook } }, everything));
  expect(headings(text)).toEqual(expect.arrayContaining(["Dump it (one)", "Dump it (two)"]));
});

test("connections are counted as containers times processes times threads", () => {
  const server = { ...cache, handbook: { accepts: { connections: 20, reserved: 2 } } };
  const client = { image: "app:1", needs: ["server"], replicas: 2, handbook: { runs: { processes: 2, threads: 4 } } };
  const counted = (replicas: number) =>
    textOf(stacksOf({ server, client, worker: { image: "app:1", needs: ["server"], replicas } }, everything));
  expect(counted(2)).toContain("2 × 2 × 4 of `client` + 2 × 1 × 1 of `worker` = 18. The server accepts 20 and keeps 2");
  expect(counted(2)).toContain("That is enough.");
  // what is a guess is no mistake of the declaration, but told
  expect(counted(3)).toContain("That is too few");
});

test("the picture in Mermaid names only what it has declared, and no name of a service is a word of its language", () => {
  const end = { image: "app:1", port: 80, publish: 9000, volumes: { subgraph: "/d" } };
  const services = {
    end: { ...end, reaches: ["graph", "o"] },
    graph: { image: "a:1", port: 80 },
    o: { image: "b:1", port: 81 },
  };
  const [, picture = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(textOf(stacksOf(services, everything))) ?? [];
  const [head, ...lines] = picture.split("\n").map((line) => line.trim());
  expect(head).toBe("flowchart TB");
  const box = /^(n\d+)(?:\(\(".*"\)\)|\(\[".*"\]\)|\[".*"\])$/;
  const boxes = lines.flatMap((line) => box.exec(line)?.[1] ?? []);
  const arrow = /^(n\d+) -->(?:\|".*"\|)? (n\d+)$/;
  const arrows = lines.flatMap((line) => arrow.exec(line)?.slice(1) ?? []);
  const others = lines.filter((line) => !box.test(line) && !arrow.test(line));
  expect(new Set(others)).toEqual(new Set(["end", ...others.filter((line) => /^subgraph a\d+\[" "\]$/.test(line))]));
  expect(others.filter((line) => line === "end")).toHaveLength(others.length / 2);
  expect(boxes).toHaveLength(4);
  expect(new Set(arrows)).toEqual(new Set(boxes));
});

test("what is published on the machine alone is not drawn as open to everyone", () => {
  const services = {
    shop: { image: "a:1", port: 80, publish: 80 },
    admin: { image: "b:1", port: 81, publish: 81, publishOn: "127.0.0.1" },
  };
  const text = textOf(stacksOf(services, everything));
  expect(text).toMatch(/n0\(\("everyone.*"\)\)\n {2}n1\(\("this machine<br\/>127\.0\.0\.1"\)\)/);
  expect(text).toMatch(/n0 -->\|"port 80"\| n3/);
  expect(text).toMatch(/n1 -->\|"port 81"\| n2/);
});

test("each environment has its quick start and its commands", () => {
  const titles = headings(
    textOf(stacksOf({ cache }, { ...everything, environments: ["development", "staging", "production"] })),
  );
  expect(titles).toEqual(
    expect.arrayContaining(["Development", "Staging", "Production", "In staging", "In production"]),
  );
});

test("an environment that keeps other things is told how they are copied", () => {
  const handbook = { tasks: [{ topic: "backup", title: "Dump it", steps: [{ host: ["true"] }] }] };
  const shared = { image: "app:1", volumes: { files: "/files" } };
  const environments = ["staging", "production"];
  const alike = headings(textOf(stacksOf({ shared }, { ...everything, environments })));
  expect(alike).not.toContain("Backups of staging");
  const db = { ...cache, handbook, environments: { staging: true, production: false } };
  const titles = headings(textOf(stacksOf({ shared, db }, { ...everything, environments })));
  expect(titles).toEqual(
    expect.arrayContaining(["Copy the files of `shared_files`", "Backups of staging", "Dump it, in staging"]),
  );
  expect(new Set(titles).size).toBe(titles.length);
});

test("what a profile starts is stopped and removed as well", () => {
  const text = textOf(stacksOf({ cache, metrics: { image: "m:1", profile: "monitoring" } }, everything));
  expect(text).toContain("--profile monitoring up --detach --wait");
  const downs = text.split("\n").filter((line) => / down\b/.test(line) && line.startsWith("docker compose"));
  expect(downs.filter((line) => !line.includes("--profile '*'"))).toEqual([]);
});
