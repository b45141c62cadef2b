// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts that look like variables are the point.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dotenv, yaml } from "@quaywright/syntax";
import fc from "fast-check";
import { onEngine } from "./engine";
import { run } from "./run";

/** Files that mean something to Compose, and as many again at random. */
const written = [
  ...["A=1", "A= 1", "A = 1", " A=1", "\tA=1", "export A=1", "export  A=1", "exportA=1", "A: 1", "A:1", "A.B=1"],
  ...["A-B=1", "A[0]=1", "é=1", "A=", "A=\n\nB=1", "# A=1", "#", "", "\n\n", "\r\n", "A=1\r\nB=2\r\n", "\ufeffA=1"],
  ...["A=1 2 3", "A=a#b", "A=a #b", "A=#b", "A= #b", "A=a\t#b", 'A=x"y', "A=x'y", "A=a\\nb", "A=\\", "A=1 "],
  ...['A="x"', "A='x'", 'A= "x y"', 'A="x" # c', 'A="x"#c', 'A="a\nb"', "A='a\nb'\nB=1", 'A="a\\nb\\t\\"\\\\"'],
  ...["A='it\\'s $5'", "A='a\\nb'", 'A="\\0101\\08\\c\\q"', 'A=""', "A=''", 'A="$$B \\$B \\\\$$"'],
  ...["A=$", "A=$$", "A=$$B", "A=5$", "A=$5", "A=a$(b)", "A='${'", "A=$${", "A=${", "A=${B", "A=${}", 'A="${"'],
  ...["A=${5}", "A=${B C}", "A=${B:-c}", "A=${B:-${C}}", "A=${B:-", "A=${B+c}", "A=$B", "A=x${B}y", "A=${B:=c}"],
  ...["A B=1", "A\tB=1", "A", "A B", "A #c", "A #c=1", "export", "export A", "=1", "1A=1", "A!=1", "A/B=1", '"A"=1'],
  ...['A="x', "A='x", 'A="x\\"', 'A=1\nB="x\nC=1', 'A="x" y', 'A="x"y', 'A="x" B=1', 'A="x"B="y"', 'A="x" B C'],
  ...["A=1\n=2", "A=1\n<<<<", "A=1\nB C=2\nD=3", "A=1\n\nB=\n  C=2 # x\n", "A='x'\n'"],
];
const pieces = ["A", "B2", "_", "export ", "=", ":", " ", "\t", "\n", "\r\n", "#", '"', "'", "\\", "$", "{", "}", "$B"];
const random = fc.sample(
  fc.array(fc.constantFrom(...pieces, "=", "A=", "\nC=", "é", "1", "-", "!"), { maxLength: 9 }),
  100,
);
const texts = [...new Set([...written, ...random.map((parts) => parts.join(""))])];

const folder = mkdtempSync(join(tmpdir(), "quaywright-dotenv-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Compose makes of each file in a service of its own; or what it says. */
async function config(files: readonly (readonly [index: number, text: string])[]) {
  for (const [index, text] of files) writeFileSync(join(folder, `${index}.env`), text);
  const services = files.map(([index]) => [`s${index}`, { image: "x", env_file: [`${index}.env`] }] as const);
  const file = `${files[0]![0]}.yaml`;
  writeFileSync(join(folder, file), yaml.print({ name: "dotenv", services: Object.fromEntries(services) }));
  const { code, stdout, stderr } = await run("docker", ["compose", "-f", file, "config", "--format", "json"], {
    cwd: folder,
  });
  return code === 0 ? JSON.parse(stdout, undoubled).services : stderr;
}

const undoubled = (_: string, value: unknown) => (typeof value === "string" ? value.replaceAll("$$", "$") : value);

onEngine("an environment file", () => {
  const parsed = texts.map((text, index) => ({ index, text, ...dotenv.parse(text) }));
  const accepted = parsed.filter(({ faults }) => faults.length === 0);
  const refused = parsed.filter(({ faults }) => faults.length > 0);

  test("that has no fault is read by Compose, and as we read it", async () => {
    const services = await config(accepted.map(({ index, text }) => [index, text] as const));
    const theirs = accepted.map(({ index, text }) => [text, services[`s${index}`].environment ?? {}]);
    const ours = accepted.map(({ text, assignments, index }) => {
      const read = services[`s${index}`].environment ?? {};
      return [text, Object.fromEntries(assignments.map(({ name, value }) => [name, value ?? read[name]]))];
    });
    expect(ours).toEqual(theirs);
  }, 60_000);

  test("that Compose refuses has a fault; what else has one, it does not read as it is written", async () => {
    const taken: string[] = [];
    for (const { index, text } of refused) {
      if (typeof (await config([[index, text]])) !== "string") taken.push(text);
    }
    const misread =
      /^[ \t]*(export\s*)?[^=:"']*$|^\s*(export\s*)?[=:]|^\s*(export\s+)?\d|["'].*\S|[^\s=:]\s+[^\s=:]+\s*[=:]/m;
    expect(taken.filter((text) => !misread.test(text))).toEqual([]);
  }, 120_000);
});
