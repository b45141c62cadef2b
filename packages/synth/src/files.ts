import { type PlannedFile, unmarked } from "@quaywright/render";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { ATTRIBUTES, ownsAttributes, renderAttributes } from "./attributes";
import { compare, type Plan } from "./compare";
import type { KeptFile, KeptFiles } from "./kept";
import { MANIFEST, readManifest, withManifest } from "./manifest";
import { type MarkedFile, planMarked } from "./marked";
import { type Prepared, prepare } from "./prepare";
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
  readonly #marked: MarkedFile[] = [];
  readonly #owners = new Map<string, string>();
  #prepared: Prepared | undefined;

  /** Paths that the last synth wrote, in order. */
  readonly written: string[] = [];

  private constructor(project: Project) {
    super(project, "quaywright-files");
  }

  /** @throws Refusal when the path is planned already. */
  add(file: PlannedFile, owner = "this project"): void {
    this.addAll([file], owner);
  }

  /** @throws Refusal with every path that is planned already. */
  addAll(files: readonly PlannedFile[], owner: string): void {
    this.#claim(
      files.map(({ path }) => path),
      owner,
    );
    for (const file of files) this.#planned.set(file.path, file);
  }

  /** Parts between marks of files that a person owns. */
  addMarked(files: readonly MarkedFile[]): void {
    this.#marked.push(...files);
  }

  /** Owns files that are on the disk as they shall be. */
  keep(files: KeptFiles, owner: string): void {
    this.#claim(Object.keys(files), owner);
    for (const [path, file] of Object.entries(files)) this.#kept.set(path, file);
  }

  addJson(path: string, value: unknown): void {
    this.add({ path, text: `${JSON.stringify(value, null, 2)}\n` });
  }

  has(path: string): boolean {
    return this.#owners.has(path);
  }

  /** Every path that is owned, but those of what tells of them. */
  get paths(): ReadonlySet<string> {
    return new Set(this.#owners.keys());
  }

  /**
   * Hands every file over: nothing in them tells of us, and nothing is left that does. Gives their paths.
   *
   * @throws Refusal when the disk is not as planned, or refuses.
   */
  eject(): readonly string[] {
    const { outdir } = this.project;
    const plan = this.plan();
    if (compare(outdir, plan, readManifest(outdir)).length > 0) throw Refusal.drifted();
    const handed = ejected(plan);
    prepare(outdir, handed).commit();
    return handed.files.map(({ path }) => path);
  }

  /** @throws Refusal when a file that a person wrote stands where one of ours belongs, or the disk refuses. */
  override preSynthesize(): void {
    const plan = this.plan();
    const prepared = prepare(this.project.outdir, this.project.ejected ? ejected(plan) : plan);
    process.once("exit", prepared.discard);
    this.written.push(...prepared.written);
    this.#prepared = prepared;
  }

  override synthesize(): void {
    if (this.#prepared === undefined) return;
    this.#prepared.commit();
    process.off("exit", this.#prepared.discard);
  }

  /** Every file, and those that tell of them. */
  plan(): Plan {
    const kept = Object.fromEntries(this.#kept);
    const files = [...this.#planned.values()];
    const paths = [...files.map(({ path }) => path), ...Object.keys(kept), ATTRIBUTES, MANIFEST];
    if (ownsAttributes(this.project)) files.push({ path: ATTRIBUTES, text: renderAttributes(paths) });
    const { outdir } = this.project;
    return withManifest([...files, ...planMarked(outdir, this.#marked, readManifest(outdir))], kept);
  }

  #claim(paths: readonly string[], owner: string): void {
    const taken = paths.filter((path) => this.has(path));
    if (taken.length > 0) throw Refusal.taken(taken, [this.#owners.get(taken[0]!)!, owner]);
    for (const path of paths) {
      this.#owners.set(path, owner);
      this.project.annotateGenerated(`/${path}`);
    }
  }
}

/**
 * What is left of a plan when it is a person's: `.projen` and the attributes of generated files have no use then. What
 * stands between marks in a person's file stays, marks and all: by them it is found again.
 */
const ejected = ({ files }: Plan): Plan => ({
  files: files
    .filter(({ marked, path }) => marked === undefined && path !== ATTRIBUTES && !path.startsWith(".projen/"))
    .map((file) => ({ ...file, text: unmarked(file.text) })),
  kept: {},
});
