import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { install } from "../engine/installed";
import { run, succeed } from "../engine/run";

const home = resolve(__dirname, "../..");

/** A repository with a template whose images are projects of Nx. */
export class Workspace {
  private constructor(
    readonly root: string,
    /** The folder of the stack. */
    readonly folder: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * @param under folder of the stack in a workspace of Nx that there is already. Default: the stack's folder becomes one.
   */
  static async create(template: string, under = ""): Promise<Workspace> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "quaywright-nx-")));
    const folder = join(root, under);
    cpSync(join(home, "templates", template), folder, {
      recursive: true,
      filter: (path) => !/node_modules|\/secrets$|\/\.env$/.test(path),
    });
    const env = install(root);
    symlinkSync(join(home, "node_modules/nx"), join(root, "node_modules/nx"));
    symlinkSync("../nx/dist/bin/nx.js", join(root, "node_modules/.bin/nx"));
    const workspace = new Workspace(root, folder, env);
    workspace.edit(".projenrc.ts", (text) => text.replace(/^ {2}name: .*$/m, "$&\n  nx: true,"));
    appendFileSync(join(root, ".gitignore"), "node_modules\n.nx\n");
    return workspace;
  }

  /** Makes what there is the first commit, after a synth. */
  async start(): Promise<this> {
    await this.git("init", "--quiet");
    await this.synth();
    await this.commit();
    return this;
  }

  synth = (): Promise<string> => succeed("quaywright", [], { cwd: this.folder, env: this.env });

  commit = async (): Promise<void> => {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--allow-empty", "--message", "All");
  };

  git = (...args: string[]): Promise<string> =>
    succeed("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], { cwd: this.root });

  nx = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> =>
    succeed("nx", args, { cwd: this.root, env: { PATH: this.env.PATH!, ...nxEnv, ...env } });

  /** The images that a change since the last commit touches, as the command of Nx says. */
  affected = async (target = "image"): Promise<string[]> => {
    const said = await this.nx(["show", "projects", "--affected", "--with-target", target, "--base=HEAD"]);
    return said
      .split("\n")
      .filter((line) => line !== "")
      .sort();
  };

  /** The images that each of these changes would touch. */
  async select(changes: readonly (readonly string[])[]): Promise<string[][]> {
    const { code, stderr, stdout } = await run("node", ["-r", "tsx/cjs", join(__dirname, "select.ts")], {
      cwd: this.root,
      env: { PATH: this.env.PATH!, NODE_PATH: join(home, "node_modules"), ...nxEnv },
      input: JSON.stringify(changes),
    });
    if (code !== 0) throw new Error(stdout + stderr);
    return JSON.parse(stdout) as string[][];
  }

  /** Changes without files that git ignores, of which it never tells. */
  async visible(changes: readonly (readonly string[])[]): Promise<string[][]> {
    const { stdout } = await run("git", ["check-ignore", "--stdin", "-z"], {
      cwd: this.root,
      input: [...new Set(changes.flat())].join("\0"),
    });
    const ignored = new Set(stdout.split("\0"));
    return changes.map((paths) => paths.filter((path) => !ignored.has(path))).filter((paths) => paths.length > 0);
  }

  /** The project that builds a target of bake. */
  projectOf(image: string): string {
    const found = Object.keys(JSON.parse(this.read(".projen/quaywright.json")) as object)
      .filter((path) => path.endsWith("project.json"))
      .map((path) => JSON.parse(this.read(path)) as { name: string; targets: { image: { command: string } } })
      .find(({ targets }) => targets.image.command.endsWith(` ${image}`));
    if (found === undefined) throw new Error(`no project builds ${image}`);
    return found.name;
  }

  has = (path: string): boolean => existsSync(join(this.folder, path));

  read = (path: string): string => readFileSync(join(this.folder, path), "utf8");

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  edit(path: string, change: (text: string) => string): void {
    const before = this.read(path);
    const after = change(before);
    if (after === before) throw new Error(`${path} is as it was`);
    this.write(path, after);
  }

  remove = (): void => rmSync(this.root, { recursive: true, force: true });
}

const nxEnv = { NX_DAEMON: "false", NX_ISOLATE_PLUGINS: "false" };
