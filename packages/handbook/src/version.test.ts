import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofVersion } from "./project-tasks";

test.each([
  ["package.json", '{ "name": "shop", "version": "1.4.0" }'],
  [
    "pyproject.toml",
    '[build-system]\nversion = "0"\n\n[project]\nname = "shop"\nversion = "1.4.0"\n\n[tool.black]\nversion = "9"\n',
  ],
  ["pyproject.toml", '[tool.poetry]\nname = "shop"\nversion="1.4.0"\n'],
  ["VERSION", "1.4.0\n"],
])("a release is named after the version in %s", (file, text) => {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-version-"));
  try {
    writeFileSync(join(folder, file), text);
    const script = `printf %s "${ofVersion(file).IMAGE_TAG}"`;
    expect(execFileSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" })).toBe("1.4.0");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
