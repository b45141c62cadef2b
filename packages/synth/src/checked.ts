import { check, folderTree, memoryTree, policyIn, printPeople, recover } from "@quaywright/policy";
import type { PlannedFile } from "@quaywright/render";
import { Refusal } from "./refusal";

/**
 * Looks at planned files as `quaywright check` looks at written ones, over what else lies in the folder.
 *
 * @throws Refusal with every error that is not waived in `quaywright.policy.yaml`.
 */
export function checkPlanned(folder: string, owner: string, files: readonly PlannedFile[]): void {
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
  if (errors.length === 0 && policy.faults.length === 0) return;
  const told = printPeople({ findings: errors, unread: policy.faults, repository, version: "" });
  throw new Refusal(`${owner} has errors in what it would write; nothing was written.\n\n${told.trimEnd()}`);
}
