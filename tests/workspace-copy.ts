import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const unwanted = /\/(node_modules|\.git|\.nx|lib|[^/]*\.tmp)$/;

/** What a package says of itself. */
export interface Package {
  readonly folder: string;
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export const packages: readonly Package[] = readdirSync(join(root, "packages")).map((folder) => ({
  ...JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")),
  folder,
}));

export const uses = (a: Package, b: Package): boolean => b.name in a.dependencies;

/** Whether a package uses another one, directly or through others. */
export const reaches = (a: Package, b: Package): boolean =>
  uses(a, b) || packages.some((between) => uses(a, between) && reaches(between, b));

/** Every source of the workspace in a temporary folder; third-party packages are the original's, our own the copy's. */
export function copyWorkspace(): { readonly folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "quaywright-workspace-")));
  cpSync(root, folder, { recursive: true, filter: (path) => !unwanted.test(path) });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@quaywright"), { recursive: true });
  for (const entry of readdirSync(join(root, "node_modules"))) {
    if (entry !== "@quaywright" && entry !== "quaywright") {
      symlinkSync(join(root, "node_modules", entry), join(modules, entry));
    }
  }
  for (const { name, folder: own } of packages) symlinkSync(join(folder, "packages", own), join(modules, name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
