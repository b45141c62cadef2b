import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { python } from "./read";
import { pageOf, templates } from "./stacks";

jest.setTimeout(120_000);

const hasSphinx = spawnSync(python, ["-c", "import sphinx"]).status === 0;
if (!hasSphinx) process.stderr.write(`${python} has no Sphinx: what needs it is skipped.\n`);

const configuration = `
project = "pages"
extensions = ["sphinx.ext.autosectionlabel"]
autosectionlabel_prefix_document = True
`;

(hasSphinx ? test : test.skip)("the pages of all templates are a book of Sphinx, without a warning", () => {
  const folder = mkdtempSync(join(tmpdir(), "sphinx-"));
  try {
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const names = templates.map(({ name }) => name.replace("/", "-"));
    write("conf.py", configuration);
    write("index.rst", `Pages\n=====\n\n.. toctree::\n\n${names.map((name) => `   ${name}/docs/all`).join("\n")}\n`);
    for (const [index, { stacks }] of templates.entries()) {
      for (const file of pageOf(stacks, "rst").files)
        if ("text" in file) write(`${names[index]}/${file.path}`, file.text);
    }
    const words = ["-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going", "-q", folder, join(folder, "made")];
    const { status, stderr } = spawnSync(python, words, { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
