import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { shell } from "@quaywright/syntax";
import fc from "fast-check";
import { writeConfig } from "./page";

const has = (name: string): boolean => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/** What a variable can hold. */
const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !/[\0\p{Surrogate}]/u.test(value));
const awkward = `</script> it's "$5" \\ \\u003c \`\${x}\` \t\r\n\u2028\u0001\u001f\u007f é 🚢`;

describe.each(["mawk", "gawk", "busybox awk", "original-awk"])("`config.js`, written by %s", (awk) => {
  const there = has(awk.split(" ")[0]!) ? test : test.skip;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "quaywright-page-"));
    writeFileSync(join(folder, "awk"), `#!/bin/sh\nexec ${awk} "$@"\n`);
    chmodSync(join(folder, "awk"), 0o755);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  there("gives the page any text as it is, and no tag", () => {
    const file = join(folder, "config.js");
    const script = shell.print(writeConfig(["A", "B", "UNSET"])!).replace("/tmp/config.js", file);
    const read = (env: Record<string, string>) => {
      execFileSync("sh", ["-c", script], { env: { PATH: `${folder}:${process.env.PATH}`, ...env } });
      const written = readFileSync(file, "utf8");
      const window: { config?: object } = {};
      runInNewContext(written, { window });
      expect(written).not.toContain("<");
      return { ...window.config };
    };
    expect(read({ A: awkward, B: "" })).toEqual({ A: awkward, B: "" });
    fc.assert(
      fc.property(text, (A) => {
        expect(read({ A })).toEqual({ A });
      }),
      { numRuns: 40 },
    );
  });
});
