import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { Files } from "./files";
import { Refusal } from "./refusal";

/** Files that a synth writes where there are none. From then on they are a person's: nobody looks at them again. */
export class Samples extends Component {
  readonly #samples: Readonly<Record<string, string>>;

  constructor(project: Project, samples: Readonly<Record<string, string>>) {
    super(project);
    this.#samples = samples;
  }

  /** @throws Refusal when one would stand where a generated file does, or would hide what a person wrote. */
  override preSynthesize(): void {
    const files = Files.of(this.project);
    const taken = Object.keys(this.#samples).filter((path) => files.has(path));
    if (taken.length > 0) throw Refusal.taken(taken, ["this project", "its samples"]);
    const hiding = this.#missing().flatMap((path) => moduleBehind(path) ?? []);
    const hidden = hiding.filter(({ module }) => existsSync(this.#at(module)));
    if (hidden.length > 0) throw new Refusal([...hidden.map(toldOf), "Nothing was written."].join("\n"));
  }

  override synthesize(): void {
    for (const path of this.#missing()) {
      try {
        mkdirSync(dirname(this.#at(path)), { recursive: true });
        writeFileSync(this.#at(path), this.#samples[path]!, { flag: "wx" });
      } catch (error) {
        throw Refusal.of(error as NodeJS.ErrnoException, this.project.outdir);
      }
      process.stderr.write(`\`${path}\` was missing and is written; it is yours from now on.\n`);
    }
  }

  #missing(): string[] {
    return Object.keys(this.#samples).filter((path) => !existsSync(this.#at(path)));
  }

  #at(path: string): string {
    return join(this.project.outdir, path);
  }
}

/** Of a package and a module of one name Python takes the package: https://docs.python.org/3/reference/import.html */
const moduleBehind = (path: string) =>
  posix.basename(path) === "__init__.py"
    ? { module: `${posix.dirname(path)}.py`, folder: posix.dirname(path) }
    : undefined;

const toldOf = ({ folder, module }: { folder: string; module: string }): string =>
  `Found \`${module}\`, expected none beside the package \`${folder}/\` of the samples: Python would no longer read it. Move what it holds to \`${folder}/base.py\`, or leave the samples out.`;
