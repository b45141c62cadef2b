import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { install } from "./engine/installed";
import { run } from "./engine/run";
import { stepsOf } from "./guide";

jest.setTimeout(120_000);

test("the guide into an existing project holds, in one that has a Compose file and a README", async () => {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-guide-"));
  try {
    const env = install(folder);
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const typed = (line: string) => run("sh", ["-c", line], { cwd: folder, env });
    write("docker-compose.yml", "services:\n  db:\n    image: postgres:16\n");
    write("README.md", "# Shop\n\nMine.\n");
    write(".gitignore", "node_modules\n");
    await typed(
      "git init --quiet && git add . && git -c user.name=a -c user.email=a@b.c commit --quiet --message=Start",
    );
    const said: Record<string, string> = {};
    for (const step of stepsOf("existing-project.md")) {
      if (step.kind === "write") write(step.path, step.text);
      else if (!step.line.startsWith("npm ")) {
        const { code, stderr, stdout } = await typed(step.line);
        expect({ line: step.line, code, said: code === 0 ? "" : stdout + stderr }).toEqual({
          line: step.line,
          code: 0,
          said: "",
        });
        said[step.line] = stdout + stderr;
      }
    }
    expect(said["npx quaywright || true"]).toContain("  docker-compose.yml\n");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(
      /^# Shop\n\nMine\.\n\n<!-- quaywright: quick-start -->\n/,
    );
    expect(existsSync(join(folder, "docs/deployment-production.svg"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
