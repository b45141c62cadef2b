import type { PlannedFile } from "@quaywright/render";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { ATTRIBUTES, ownsAttributes, renderAttributes } from "./attributes";
import { compare, type Difference, type Plan } from "./compare";
import type { KeptFile, KeptFiles } from "./kept";
import { MANIFEST, readManifest, withManifest } from "./manifest";
import { type Prepared, prepare } from "./prepare";

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
  #prepared: Prepared | undefined;

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

  has(path: string): boolean {
    return this.#planned.has(path) || this.#kept.has(path);
  }

  /** Where the disk is not as planned. */
  differences(): readonly Difference[] {
    const { outdir } = this.project;
    return compare(outdir, this.#plan(), readManifest(outdir));
  }

  /** @throws Refusal when a file that a person wrote stands where one of ours belongs, or the disk refuses. */
  override preSynthesize(): void {
    const prepared = prepare(this.project.outdir, this.#plan());
    process.once("exit", prepared.discard);
    this.written.push(...prepared.written);
    this.#prepared = prepared;
  }

  override synthesize(): void {
    if (this.#prepared === undefined) return;
    this.#prepared.commit();
    process.off("exit", this.#prepared.discard);
  }

  #plan(): Plan {
    const kept = Object.fromEntries(this.#kept);
    const files = [...this.#planned.values()];
    const paths = [...files.map(({ path }) => path), ...Object.keys(kept), ATTRIBUTES, MANIFEST];
    if (ownsAttributes(this.project)) files.push({ path: ATTRIBUTES, text: renderAttributes(paths) });
    return withManifest(files, kept);
  }

  #claim(path: string): void {
    if (this.has(path)) throw new Error(`Unexpected second file at \`${path}\`.`);
    this.project.annotateGenerated(`/${path}`);
  }
}
