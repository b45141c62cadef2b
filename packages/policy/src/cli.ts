import { statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { check } from "./check";
import { printBaseline } from "./config/baseline";
import { baselineFile, policyIn } from "./config/file";
import { type Profile, profiles } from "./config/policy";
import { folderTree, recover, type Tree } from "./recover";
import { exitCode, type Report } from "./report/report";
import type { Severity } from "./rule";

export const usage = `quaywright check [path]            what is wrong in the container files of a folder, or in one file
  --format people|json|sarif|github|junit   default: people
  --fail-on error|warning|info|never        what ends with exit code 1; default: error
  --profile default|strict|seed             which rules count, and how much
  --fix                                     makes the edits that are certainly safe, and shows them
  --dry-run                                 with --fix: only shows them
  --update-baseline                         writes what is there to ${baselineFile}, which then no longer counts
  --short                                   without reasons and fixes
quaywright explain <rule>          what a rule means; by its name, or another tool's: DL3006, CKV_DOCKER_2
Exit code: 0 nothing, 1 something found, 2 something could not be seen, or the command is wrong.
`;

const options = {
  "dry-run": { type: "boolean" },
  "fail-on": { type: "string" },
  fix: { type: "boolean" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
  profile: { type: "string" },
  short: { type: "boolean" },
  "update-baseline": { type: "boolean" },
} as const;

const formats = ["people", "json", "sarif", "github", "junit"];
const levels = ["error", "warning", "info", "never"];

/**
 * `quaywright check` and `quaywright explain`: gives the exit code.
 *
 * @param version Asked where a report names it.
 */
export function main(args: readonly string[], version: () => string): number {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (error) {
    return misused((error as Error).message.split(/\. To specify/)[0]!);
  }
  const { positionals, values } = parsed;
  const [command, argument, ...more] = positionals;
  if (values.help) return told(usage);
  if (more.length > 0) return misused(`Unexpected \`${more[0]}\``);
  if (command === "explain")
    return argument === undefined ? misused("`explain` wants the name of a rule") : explained(argument);
  const format = values.format ?? "people";
  const failOn = values["fail-on"] ?? "error";
  const profile = values.profile;
  if (!formats.includes(format)) return misused(`There is no format \`${format}\`; there are ${formats.join(", ")}`);
  if (!levels.includes(failOn)) return misused(`There is no level \`${failOn}\`; there are ${levels.join(", ")}`);
  if (profile !== undefined && !profiles.includes(profile as Profile))
    return misused(`There is no profile \`${profile}\`; there are ${profiles.join(", ")}`);
  const path = resolve(argument ?? ".");
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return misused(`There is no \`${path}\``);
  const root = stat.isDirectory() ? path : dirname(path);
  const tree = folderTree(root);
  const only = stat.isDirectory() ? undefined : basename(path);
  const look = (tree: Tree): Report => {
    const repository = recover(tree, only === undefined ? {} : { only: new Set([only]) });
    const policy = policyIn(tree, profile === undefined ? {} : { profile: profile as Profile });
    const { findings, unread } = check(repository, policy);
    const told = only === undefined ? findings : findings.filter(({ at }) => at.source.path === only);
    return { findings: told, unread, repository };
  };
  if (values.fix) return fixed(root, tree, look, values["dry-run"] === true);
  const report = look(tree);
  if (values["update-baseline"]) {
    writeFileSync(join(root, baselineFile), printBaseline(report.findings));
    return told(`${join(root, baselineFile)} holds what is there now: it no longer counts.\n`);
  }
  process.stdout.write(printed(report, format, values.short === true, version));
  return exitCode(report, failOn as Severity);
}

const read = (args: readonly string[]) => parseArgs({ args: [...args], options, allowPositionals: true });

function printed(report: Report, format: string, short: boolean, version: () => string): string {
  switch (format) {
    case "json":
      return (require("./report/json") as typeof import("./report/json")).printJson(report, version());
    case "sarif":
      return (require("./report/sarif") as typeof import("./report/sarif")).printSarif(report, version());
    case "github":
      return (require("./report/github") as typeof import("./report/github")).printGithub(report);
    case "junit":
      return (require("./report/junit") as typeof import("./report/junit")).printJunit(report);
    default: {
      const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
      return (require("./report/people") as typeof import("./report/people")).printPeople(report, { colour, short });
    }
  }
}

function fixed(root: string, tree: Tree, look: (tree: Tree) => Report, dry: boolean): number {
  const { mend, printDiff } = require("./fix") as typeof import("./fix");
  const changes = mend(tree, (mended) => look(mended).findings);
  for (const change of changes) process.stdout.write(printDiff(change));
  if (!dry) for (const { source, text } of changes) writeFileSync(join(root, source.path), text);
  const count = `${changes.length} file${changes.length === 1 ? "" : "s"}`;
  return told(
    changes.length === 0
      ? "There is nothing that can be mended safely without you.\n"
      : `${count} ${dry ? "would be changed" : "changed"}.\n`,
  );
}

function explained(name: string): number {
  const { findRules } = require("./rules") as typeof import("./rules");
  const { findLeftOut } = require("./left-out") as typeof import("./left-out");
  const { explain, explainLeftOut } = require("./report/explain") as typeof import("./report/explain");
  const rules = findRules(name);
  if (rules.length > 0) return told(rules.map(explain).join("\n"));
  const out = findLeftOut(name);
  if (out !== undefined) return told(explainLeftOut(out));
  return misused(`There is no rule \`${name}\`, and no other tool's rule of that name that is known here`);
}

function told(text: string): number {
  process.stdout.write(text);
  return 0;
}

function misused(text: string): number {
  process.stderr.write(`${text}.\n\n${usage}`);
  return 2;
}
