import { NxPackage } from "./projenrc/nx-package";
import { RulePages } from "./projenrc/rule-pages";
import { synthTemplates } from "./projenrc/templates";
import { Workspace } from "./projenrc/workspace";

const root = new Workspace();

const syntax = new NxPackage(root, "syntax", {
  description: "The languages that container files are written in: nodes and printers.",
  tests: ["dockerfile-ast", "dotenv", "fast-check", "markdown-it", "unbash", "yaml"],
});
const model = new NxPackage(root, "model", {
  description: "What a container stack is: its nouns, their schemas, and how a declaration is resolved.",
  dependencies: ["fastest-levenshtein", "zod"],
  tests: ["fast-check"],
});
const versions = new NxPackage(root, "versions", {
  description: "Versions as data: those that presets start from, when others end, what changes with one.",
});
const presets = new NxPackage(root, "presets", {
  description: "Ready-made services: Django, Vite, PostgreSQL, nginx and others.",
  uses: [versions, model],
  dependencies: ["zod"],
  entries: ["descriptions"],
});
const render = new NxPackage(root, "render", {
  description: "From a resolved stack to its files.",
  uses: [model, syntax],
  tests: ["fast-check", "yaml"],
});
const handbook = new NxPackage(root, "handbook", {
  description: "From resolved stacks to the documents of those who run them.",
  uses: [syntax, model],
  tests: ["markdown-it"],
});
const policy = new NxPackage(root, "policy", {
  description: "What no linter sees: the rules of a container stack, and a repository recovered from its files.",
  uses: [versions],
  dependencies: ["ignore", "unbash", "yaml"],
  tests: ["@microsoft/jest-sarif", "dockerfile-ast", "fast-check"],
  bundled: true,
});
const synth = new NxPackage(root, "synth", {
  description: "Planned files owned by projen: written atomically, kept, cleaned up.",
  uses: [versions, syntax, model, render, handbook, policy],
  dependencies: ["@lezer/common", "@lezer/javascript", "@lezer/python", "constructs", "diff", "projen", "yaml"],
});
new NxPackage(root, "quaywright", {
  name: "quaywright",
  description: "One typed declaration of a container stack; every file it needs, kept in step.",
  uses: [versions, syntax, model, presets, render, handbook, policy, synth],
  dependencies: ["constructs", "projen", "tsx"],
  entries: ["run"],
  bin: "command",
});

new RulePages(root);

root.synth();
synthTemplates("templates");
