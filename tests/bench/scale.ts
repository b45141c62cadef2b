import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manyServices } from "./many-services";
import type { Case, Measured } from "./measure";

/** Services of each monorepo, whose images are projects of Nx. */
const sizes = [10, 100, 1_000] as const;

const git = (folder: string, ...args: readonly string[]): unknown =>
  execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@localhost", ...args], { cwd: folder });

/**
 * A monorepo of each size with one changed file, and what is done in it every day; beside it what Nx takes for as many
 * projects that have no inputs. One process each, no daemon: what a fresh checkout has.
 */
export function scaleCases(folder: string, runner: readonly string[]): Case[] {
  return sizes.flatMap((size) => {
    const [stack, bare] = ["stack", "bare"].map((name) => join(folder, `${name}-${size}`)) as [string, string];
    mkdirSync(stack);
    writeFileSync(join(stack, ".projenrc.ts"), manyServices(size, { nx: true }));
    writeFileSync(join(stack, ".gitignore"), ".nx\n");
    execFileSync("node", runner, { cwd: stack, stdio: "ignore" });
    for (let project = 0; project < size; project++) {
      mkdirSync(join(bare, `apps/${project}`), { recursive: true });
      const targets = { image: { command: "true", cache: false } };
      writeFileSync(join(bare, `apps/${project}/project.json`), JSON.stringify({ name: `app-${project}`, targets }));
    }
    writeFileSync(join(bare, "nx.json"), '{ "analytics": false, "neverConnectToCloud": true }\n');
    writeFileSync(join(bare, ".gitignore"), ".nx\n");
    for (const [repository, changed] of [
      [stack, "apps/site-0"],
      [bare, "apps/0"],
    ] as const) {
      mkdirSync(join(repository, changed), { recursive: true });
      writeFileSync(join(repository, changed, "source.py"), "\n");
      git(repository, "init", "--quiet");
      git(repository, "add", "--all");
      git(repository, "commit", "--quiet", "--message", "All");
      appendFileSync(join(repository, changed, "source.py"), "changed\n");
    }
    const named = (what: string) => `${size} ${what}`;
    const affected = ["nx/dist/bin/nx.js", "show", "projects", "--affected", "--with-target", "image", "--base=HEAD"];
    const nx = (cwd: string) => ({
      command: "env",
      args: ["NX_DAEMON=false", "node", join(folder, "node_modules", affected[0]!), ...affected.slice(1)],
      cwd,
    });
    return [
      { name: named("nothing to do"), command: "node", args: runner, cwd: stack },
      // a changed module is another program: nothing of what was made before counts
      {
        name: named("made anew"),
        command: "sh",
        args: ["-c", `touch .projenrc.ts && node ${runner.join(" ")}`],
        cwd: stack,
      },
      {
        name: named("check --drift"),
        command: "node",
        args: [join(folder, "node_modules/quaywright/lib/command.js"), "check", "--drift"],
        cwd: stack,
      },
      { name: named("nx affected"), ...nx(stack) },
      { name: named("nx affected, of bare projects"), ...nx(bare) },
    ];
  });
}

/**
 * For each thing that is done the ratios to the first case, one for each size, and what one more service costs: between
 * the first two sizes and between the last two. What grows as they do costs the same in both.
 */
export function reportScale([measure, ...cases]: readonly Measured[]): string {
  const medians = new Map(cases.map(({ median, name }) => [name, median]));
  const things = new Set(cases.map(({ name }) => name.replace(/^\d+ /, "")));
  const [small, middle, large] = sizes;
  const rows = [...things].map((thing) => {
    const at = (size: number): number => medians.get(`${size} ${thing}`) ?? 0;
    const ratios = sizes.map((size) => `${(at(size) / (measure?.median ?? 1)).toFixed(2).padStart(8)} ×`);
    const more = [(at(middle) - at(small)) / (middle - small), (at(large) - at(middle)) / (large - middle)].map(
      (each) => each.toFixed(2).padStart(7),
    );
    return `${thing.padEnd(34)}${ratios.join("")}${more.join("")}`;
  });
  const head = sizes.map((size) => size.toLocaleString("en").padStart(10)).join("");
  return `${[`${"services".padEnd(34) + head}  ms for one more`, ...rows].join("\n")}\n`;
}
