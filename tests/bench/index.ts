import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkers } from "./checkers";
import { manyServices } from "./many-services";
import { type Case, measure, report } from "./measure";
import { quietly } from "./quietly";
import { reportScale, scaleCases } from "./scale";

/**
 * What a synth costs, as ratios to `require("projen")` in the same run, and what a check costs, beside other checkers:
 * runs interleaved, warm, medians. The packages are the packed ones, installed as a user installs them.
 * `npm run bench -- synth` and `npm run bench -- check` measure one of them.
 */
const [only] = process.argv.slice(2);
const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quaywright-bench-"));

try {
  process.stderr.write("packing and installing …\n");
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  quietly("npm", ["pack", "--workspaces", "--silent", "--pack-destination", tarballs], root);
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const packed = readdirSync(tarballs).map((file) => join(tarballs, file));
  quietly(
    "npm",
    ["install", "--silent", "--no-audit", "--no-fund", ...packed, "projen@0.103.25", "constructs@10.8.1", "nx@24.0.6"],
    folder,
  );

  if (only !== "check") process.stdout.write(`${synths()}\n`);
  if (only !== "synth") process.stdout.write(checkers(folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function synths(): string {
  const template = join(folder, "template");
  cpSync(join(root, "templates/django-react/.projenrc.ts"), join(template, ".projenrc.ts"));
  const sizes = [5, 1_000, 10_000];
  for (const size of sizes) {
    mkdirSync(join(folder, `${size}`));
    writeFileSync(join(folder, `${size}`, ".projenrc.ts"), manyServices(size));
  }
  mkdirSync(join(folder, "anew"));
  writeFileSync(join(folder, "anew", ".projenrc.ts"), manyServices(1_000));
  const runner = ["-r", "quaywright/run", ".projenrc.ts"];
  for (const project of ["template", "anew", ...sizes.map(String)]) quietly("node", runner, join(folder, project));

  const cases: Case[] = [
    { name: "import projen (the measure)", command: "node", args: ["-e", 'require("projen")'], cwd: folder },
    { name: "npx projen, nothing to do", command: "npx", args: ["projen"], cwd: template, goal: 2.6 },
    { name: "the runner alone, nothing to do", command: "node", args: runner, cwd: template, goal: 1 },
    {
      name: "a stack of 1,000 services, all to be made",
      command: "sh",
      // a changed module is another program: nothing of what was made before counts
      args: ["-c", `touch .projenrc.ts && node ${runner.join(" ")}`],
      cwd: join(folder, "anew"),
    },
    ...sizes.map((size) => ({
      name: `a stack of ${size.toLocaleString("en")} services, nothing to do`,
      command: "node",
      args: runner,
      cwd: join(folder, `${size}`),
      ...(size === 1_000 && { goal: 1.6 }),
    })),
  ];
  const growing = scaleCases(folder, runner);
  return `${report(measure(cases, 9))}\n${reportScale(measure([cases[0]!, ...growing], 3))}`;
}
