import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "./engine/run";

/** What the README shows is what a reader gets. */
const root = resolve(__dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const fenced = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => text);

test("its declaration yields the files that it lists, and no other", async () => {
  const folder = mkdtempSync(join(root, "node_modules/.readme-"));
  writeFileSync(join(folder, ".projenrc.ts"), fenced("ts")[0] ?? "");
  const options = ["--conditions=@quaywright/source", "-r", "tsx/cjs", "-r", "quaywright/run", ".projenrc.ts"];
  const { code, stderr } = await run(process.execPath, options, { cwd: folder });
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  rmSync(folder, { recursive: true });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const listed = [...(fenced("").find((text) => text.includes("Dockerfile")) ?? "").matchAll(/^(\S+) {2,}/gm)].map(
    ([, path = ""]) => path,
  );
  const [others, named] = [listed.filter((path) => path.endsWith("…")), listed.filter((path) => !path.endsWith("…"))];
  expect(named.filter((path) => !files.includes(path))).toEqual([]);
  const unnamed = files.filter((path) => !named.includes(path) && !/^\.projen(rc\.ts$|\/)/.test(path));
  expect(unnamed.filter((path) => !others.some((prefix) => path.startsWith(prefix.slice(0, -1))))).toEqual([]);
});

test("its links lead somewhere", () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => link);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});
