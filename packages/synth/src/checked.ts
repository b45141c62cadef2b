import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  baselineFile,
  check,
  folderTree,
  memoryTree,
  policyFile,
  policyIn,
  printPeople,
  recover,
} from "@quaywright/policy";
import type { PlannedFile } from "@quaywright/render";
import { Refusal } from "./refusal";

/**
 * Looks at planned files as `quaywright check` looks at written ones, over what else lies in the folder.
 *
 * @returns The last day on which all waivers hold, `YYYY-MM-DD`; undefined where none ends.
 * @throws Refusal with every error that is not waived.
 */
export function checkPlanned(folder: string, owner: string, files: readonly PlannedFile[]): string | undefined {
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
  const errors = findings.filter(({ severity, waived }) => severity === "error" && waived === undefined);
  if (errors.length === 0 && policy.faults.length === 0)
    return policy.waivers.flatMap(({ expires }) => expires ?? []).sort()[0];
  const told = printPeople({ findings: errors, unread: policy.faults, repository, version: "" });
  throw new Refusal(`${owner} has errors in what it would write; nothing was written.\n\n${told.trimEnd()}`);
}

/** What a folder says of how it is checked, as it is written. */
export const policyTexts = (folder: string): readonly string[] =>
  [policyFile, baselineFile].map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  });
