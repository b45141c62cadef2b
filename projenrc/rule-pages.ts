import { allRules, familyNames, leftOut, printPage, rulesOf } from "@quaywright/policy";
import { Files } from "@quaywright/synth";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";

/** `docs/rules`: a page for each rule of the checker, and one that lists them, and what was left out. */
export class RulePages extends Component {
  constructor(project: Project) {
    super(project, "rule-pages");
    const files = Files.of(project);
    for (const rule of allRules()) files.add({ path: `docs/rules/${rule.id}.md`, text: printPage(rule) });
    files.add({ path: "docs/rules/README.md", text: index() });
  }
}

const titles: Readonly<Record<string, string>> = {
  dockerfile: "Dockerfiles",
  compose: "Compose files",
  nginx: "nginx",
  entrypoint: "Entrypoints",
  env: "Environment files",
  ignore: "Ignore files",
  stack: "The whole stack",
  waivers: "Waivers",
};

function index(): string {
  const families = familyNames.flatMap((family) => {
    const rows = rulesOf(family).map(
      ({ id, meaning, production, severity }) =>
        `| [${id}](${id}.md) | ${severity}${production ? ", in production" : ""} | ${meaning.replaceAll("|", "\\|")} |`,
    );
    return [`## ${titles[family]}`, ["| rule | severity | finds |", "|---|---|---|", ...rows].join("\n")];
  });
  const out = leftOut.map(
    ({ aliases = [], id, meaning, why }) =>
      `**${id}**${aliases.length > 0 ? ` (${aliases.join(", ")})` : ""}. ${meaning} ${why}`,
  );
  return `${["# Rules", `\`quaywright check\` knows ${allRules().length} rules. \`quaywright explain <rule>\` prints what stands here, also by the names of other tools.`, ...families, "## Left out", ...out].join("\n\n")}\n`;
}
