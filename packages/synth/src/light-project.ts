import { resolve } from "projen/lib/_resolve";
import type { FileBase, IResolver } from "projen/lib/file";
import { JsonFile } from "projen/lib/json";
import { Project, type ProjectOptions } from "projen/lib/project";
import { ProjenrcFile } from "projen/lib/projenrc";
import { Files } from "./files";
import { isReading } from "./reading";

export interface LightProjectOptions extends Pick<ProjectOptions, "name"> {
  /** Command of the default task: what `npx projen` runs. */
  readonly synth: readonly string[];
  /** Folder of the project. Default: the working directory. */
  readonly outdir?: string;
}

const unwanted = [".gitattributes", ".gitignore", ".projen/deps.json", ".projen/files.json"];

/** Projects whose `synth()` nobody has called: whoever runs a declaration can tell of them. */
export const unsynthesized = new Set<Project>();

/** A projen project whose every file is ours to write: those of projen too are renamed into place, and kept when equal. */
export class LightProject extends Project {
  constructor({ name, outdir, synth }: LightProjectOptions) {
    super({ name, ...(outdir !== undefined && { outdir }) });
    for (const path of unwanted) this.tryRemoveFile(path);
    // reversed: a task that spawns others goes before them
    for (const task of [...this.tasks.all].reverse()) if (task.name !== "default") this.tasks.removeTask(task.name);
    new JsonFile(this, ".projen/files.json", {
      marker: false,
      obj: { files: [".projen/files.json", ".projen/tasks.json"] }, // what projen may remove: never more than its own
    });
    new TypeScriptProjenrc(this);
    this.addExcludeFromCleanup("**"); // without a manifest on disk projen deletes whatever holds its marker
    unsynthesized.add(this);
    this.defaultTask?.reset(); // there is none while projen ejects
    this.defaultTask?.exec(synth.join(" "));
  }

  override synth(): void {
    unsynthesized.delete(this);
    if (!isReading()) super.synth();
  }

  override preSynthesize(): void {
    this.adopt();
  }

  /** Takes over what projen would write. Once. */
  adopt(): void {
    const files = Files.of(this);
    for (const file of this.files) {
      const text = textOf(file);
      if (text === undefined || files.has(file.path)) continue;
      files.add({ path: file.path, text, executable: file.executable });
      file.synthesize = () => undefined;
    }
  }
}

const resolver: IResolver = { resolve };

/** What projen itself asks before it writes. */
const textOf = (file: FileBase): string | undefined =>
  (file as unknown as { synthesizeContent(resolver: IResolver): string | undefined }).synthesizeContent(resolver);

/** Tells projen's marker which file to edit. */
class TypeScriptProjenrc extends ProjenrcFile {
  readonly filePath = ".projenrc.ts";
}
