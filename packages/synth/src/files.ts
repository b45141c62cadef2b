import { lstatSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { PlannedFile } from "@quaywright/render";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { type Change, type Staged, stage } from "./commit";
import type { KeptFile, KeptFiles } from "./kept";
import { hash, MANIFEST, type Manifest, parseManifest, printManifest } from "./manifest";
import { Refusal } from "./refusal";

/**
 * The files that we own in a project. All are compared and prepared before projen touches anything, then put in place
 * together; what is equal already keeps its modification time.
 */
export class Files extends Component {
  /** The one `Files` of a project, made when first asked for. */
  static of(project: Project): Files {
    const found = project.node.children.find((child) => child instanceof Files);
    return (found as Files | undefined) ?? new Files(project);
  }

  readonly #planned = new Map<string, PlannedFile>();
  readonly #kept = new Map<string, KeptFile>();
  #staged: Staged | undefined;

  /** Paths that the last synth wrote, in order. */
  readonly written: string[] = [];

  private constructor(project: Project) {
    super(project, "quaywright-files");
  }

  /** @throws Error when the path is planned already: two owners of one file are a mistake of the program. */
  add(file: PlannedFile): void {
    this.#claim(file.path);
    this.#planned.set(file.path, file);
  }

  /** Owns files that are on the disk as they shall be. */
  keep(files: KeptFiles): void {
    for (const [path, file] of Object.entries(files)) {
      this.#claim(path);
      this.#kept.set(path, file);
    }
  }

  addJson(path: string, value: unknown): void {
    this.add({ path, text: `${JSON.stringify(value, null, 2)}\n` });
  }

  /** @throws Refusal when a file that a person wrote stands where one of ours belongs, or the disk refuses. */
  override preSynthesize(): void {
    const before = parseManifest(this.#read(MANIFEST));
    const planned = [...this.#planned.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const hashes = [
      ...planned.map(({ path, text }) => [path, hash(text)] as const),
      ...[...this.#kept].map(([path, file]) => [path, file.hash] as const),
    ];
    const manifest = Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
    const changes = [
      ...this.#changes(planned, before),
      ...this.#orphans(before),
      ...this.#changes([{ path: MANIFEST, text: printManifest(manifest) }], { [MANIFEST]: "" }),
    ];
    try {
      this.#staged = stage(changes);
    } catch (error) {
      throw Refusal.of(error as NodeJS.ErrnoException, this.project.outdir);
    }
    process.once("exit", this.#staged.discard);
    const written = changes.filter(({ text }) => text !== undefined).map(({ path }) => path);
    this.written.push(...written.map((path) => relative(this.project.outdir, path)));
  }

  override synthesize(): void {
    this.#staged?.commit();
    if (this.#staged !== undefined) process.off("exit", this.#staged.discard);
  }

  #changes(planned: readonly PlannedFile[], before: Manifest): Change[] {
    const strangers: string[] = [];
    const edited: string[] = [];
    const changes = planned.flatMap(({ path, text, executable = false }): Change[] => {
      const found = this.#read(path);
      if (found !== undefined && found !== text && !(path in before)) strangers.push(path);
      if (found === text && this.#executable(path) === executable) return [];
      if (path !== MANIFEST && found !== undefined && before[path] !== undefined && before[path] !== hash(found)) {
        edited.push(path);
      }
      return [{ path: join(this.project.outdir, path), before: found, text, executable }];
    });
    if (strangers.length > 0) throw Refusal.strangers(strangers);
    for (const path of edited) {
      process.stderr.write(`\`${path}\` was edited by hand; it is generated, and written anew.\n`);
    }
    return changes;
  }

  /** What we wrote once and no longer plan: removed, unless a person has edited it since. */
  #orphans(before: Manifest): Change[] {
    return Object.entries(before).flatMap(([path, written]): Change[] => {
      const found = this.#planned.has(path) || this.#kept.has(path) ? undefined : this.#read(path);
      if (found === undefined) return [];
      if (hash(found) === written) return [{ path: join(this.project.outdir, path), before: found, text: undefined }];
      process.stderr.write(`\`${path}\` is no longer generated, but was edited by hand; it is yours now.\n`);
      return [];
    });
  }

  #claim(path: string): void {
    if (this.#planned.has(path) || this.#kept.has(path)) throw new Error(`Unexpected second file at \`${path}\`.`);
  }

  #executable(path: string): boolean {
    return (lstatSync(join(this.project.outdir, path)).mode & 0o100) !== 0;
  }

  /** @throws Refusal when something else than a plain file is there. */
  #read(path: string): string | undefined {
    const at = join(this.project.outdir, path);
    try {
      if (!lstatSync(at).isFile()) throw Refusal.strangers([path]);
      return readFileSync(at, "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return undefined;
      if (code !== undefined) throw Refusal.of(error as NodeJS.ErrnoException, this.project.outdir);
      throw error;
    }
  }
}
