import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { nxJson } from "@quaywright/render";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { Samples } from "./samples";

/** The first version that looks at the inputs of each task: those before it only know whose folder a file is in. */
const needed = 24;

/** A project of projen in a workspace of Nx: its own, if there is none yet. What Nx lacks to be exact is told. */
export class NxWorkspace extends Component {
  /** The one of a project, made when first asked for. */
  static of(project: Project): NxWorkspace {
    const found = project.node.children.find((child) => child instanceof NxWorkspace);
    return (found as NxWorkspace | undefined) ?? new NxWorkspace(project);
  }

  readonly #root: string;

  private constructor(project: Project) {
    super(project, "quaywright-nx");
    const found = above(project.outdir, "nx.json");
    this.#root = found ?? project.outdir;
    if (project.ejected) return;
    if (found === undefined) new Samples(project, { "nx.json": nxJson });
    if (isOfNode(project) && !project.deps.all.some(({ name }) => name === "nx")) project.addDevDeps(`nx@^${needed}`);
  }

  /** The project's folder, from that of the workspace: empty where they are the same. */
  get folder(): string {
    return relative(this.#root, this.project.outdir).split(sep).join("/");
  }

  override postSynthesize(): void {
    for (const told of shortcomings(this.#root)) process.stderr.write(`${told}\n`);
  }
}

type OfNode = Project & { addDevDeps(...dependencies: string[]): void };

/** A project that writes its package.json; its class is not loaded only to ask. */
const isOfNode = (project: Project): project is OfNode => "addDevDeps" in project;

function shortcomings(root: string): string[] {
  const modules = above(root, join("node_modules", "nx", "package.json"));
  const version = modules && versionOf(join(modules, "node_modules", "nx", "package.json"));
  const install = `npm install --save-dev nx@${needed}`;
  return [
    ...(version === undefined ? [`\`nx: true\`, and Nx is not installed: \`${install}\`.`] : []),
    ...(Number.parseInt(version ?? "", 10) < needed
      ? [`Nx ${version} misses images whose sources lie elsewhere; from ${needed} on it does not: \`${install}\`.`]
      : []),
    ...(isLegacy(root)
      ? ["`affected.legacy` in `nx.json` makes Nx miss images whose sources lie elsewhere: take it out."]
      : []),
    ...(isExposed(root) ? ["git does not ignore `.nx`, where Nx keeps its own files: add `.nx` to .gitignore."] : []),
  ];
}

/** The folder that has a file, this one or the nearest above it. */
function above(folder: string, file: string): string | undefined {
  for (let up = folder; ; up = dirname(up)) {
    if (existsSync(join(up, file))) return up;
    if (up === dirname(up)) return undefined;
  }
}

const versionOf = (file: string): string | undefined =>
  (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version;

/** A person's file may have comments, as Nx reads them. */
const isLegacy = (root: string): boolean => {
  const file = join(root, "nx.json");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return /"affected"\s*:\s*\{[^}]*"legacy"\s*:\s*true/.test(text.replace(/^\s*\/\/.*$/gm, ""));
};

/** Git says 1 of what it does not ignore, and something else where it knows nothing of the folder. */
const isExposed = (root: string): boolean =>
  spawnSync("git", ["check-ignore", "--quiet", ".nx/"], { cwd: root }).status === 1;
