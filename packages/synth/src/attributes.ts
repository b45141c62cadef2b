import { marker } from "@quaywright/render";
import { attributes } from "@quaywright/syntax";
import type { Project } from "projen/lib/project";
import { isFile, look, textOf } from "./on-disk";

/** Tells git and GitHub which files are generated. */
export const ATTRIBUTES = ".gitattributes";

/** Not where projen writes that file, which is told of every path as well, nor where a person's has no marker. */
export function ownsAttributes(project: Project): boolean {
  if (project.tryFindFile(ATTRIBUTES) !== undefined) return false;
  const found = look(project.outdir, ATTRIBUTES);
  return isFile(found) ? textOf(found).includes(marker) : found === "nothing";
}

/**
 * Line ends stay as they are printed, whatever git is told to do of text: a script with others does not run in a
 * container. GitHub folds what is generated: https://docs.github.com/en/repositories/working-with-files/managing-files/customizing-how-changed-files-appear-on-github
 */
export const renderAttributes = (paths: readonly string[]): string =>
  attributes.print([
    attributes.comment(marker),
    ...[...paths].sort().map((path) => attributes.line(path, ["text", "eol=lf", "linguist-generated"])),
  ]);
