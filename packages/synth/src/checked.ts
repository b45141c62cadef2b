import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  baselineFile,
  check,
  type Finding,
  folderTree,
  memoryTree,
  policyFile,
  policyIn,
  printPeople,
  recover,
} from "@quaywright/policy";
import type { PlannedFile } from "@quaywright/render";
import { Refusal } from "./refusal";

export interface CheckedPlan {
  /** Errors in a person's files that the stack is built by: these are theirs to mend, in their time. */
  readonly warnings: readonly string[];
  /** The last day on which all waivers hold, `YYYY-MM-DD`; undefined where none ends. */
  readonly waivedUntil?: string;
}

/**
 * Looks at planned files as `quaywright check` looks at written ones, over what else lies in the folder.
 *
 * @param isWritten Whether a person wrote a file, and images are built from it.
 * @throws Refusal with every error elsewhere that is not waived.
 */
export function checkPlanned(
  folder: string,
  owner: string,
  files: readonly PlannedFile[],
  isWritten: (path: string) => boolean = () => false,
): CheckedPlan {
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const executable = new Set(files.flatMap(({ executable, path }) => (executable ? [path] : [])));
  const under = folderTree(folder);
  // what whoever runs the stack sets is no mistake of the declaration
  const blank = Object.fromEntries(under.named(".env").map((path) => [path, ""]));
  const tree = memoryTree({ ...blank, ...texts }, executable, under);
  const repository = recover(tree, { only: new Set(Object.keys(texts)) });
  // what is written anew has another digest than what is there
  const policy = policyIn(tree, {
    severities: new Map([
      ["generated-file-edited", "off"],
      ["copy-source-missing", "off"], // a declaration may come before the sources
      ["env-not-gitignored", "off"], // `quaywright env`, which makes such files, adds the lines
      ["secret-file-tracked", "off"], // told by `keepPrivate`, which git itself is asked for
    ]),
  });
  const { findings } = check(repository, policy);
  const all = findings.filter(({ severity, waived }) => severity === "error" && waived === undefined);
  const settings = [policyFile, baselineFile, ".projenrc.ts"];
  const isTheirs = ({ at: { source } }: Finding): boolean =>
    !(source.path in texts) && !settings.includes(source.path) && isWritten(source.path);
  const errors = all.filter((finding) => !isTheirs(finding));
  if (errors.length === 0 && policy.faults.length === 0) {
    const [waivedUntil] = policy.waivers.flatMap(({ expires }) => expires ?? []).sort();
    const warnings = all.filter(isTheirs).map(sayFinding);
    return { warnings, ...(waivedUntil !== undefined && { waivedUntil }) };
  }
  const told = printPeople({ findings: errors, unread: policy.faults, repository });
  throw new Refusal(`${owner} has errors in what it would write; nothing was written.\n\n${told.trimEnd()}`);
}

/** One line for people, with both ways to go. */
const sayFinding = ({ at, fix, rule, says }: Finding): string =>
  `${at.source.path}:${lineOf(at)}: ${says} ${fix} Or accept it with the reason, \`waivers: [{ rule: "${rule.id}", … }]\`.`;

const lineOf = ({ source, start }: Finding["at"]): number => source.text.slice(0, start).split("\n").length;

/** What a folder says of how it is checked, as it is written. */
export const policyTexts = (folder: string): readonly string[] =>
  [policyFile, baselineFile].map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  });
