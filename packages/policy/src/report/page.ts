import { withoutTokens } from "../knowledge/secrets";
import type { Rule } from "../rule";
import { examplesOf, filesOf } from "./explain";

/** A rule's page, in Markdown. */
export function printPage(rule: Rule): string {
  const { aliases = [], covers = [], fix, how, id, meaning, production, reason, references = [] } = rule;
  const blocks = [
    `# ${id}`,
    `${meaning}`,
    [
      `- Severity: ${rule.severity}${profilesOf(rule)}`,
      ...(production
        ? [
            "- Counts in production; a level lower where nothing says what something is for; silent in development and tests.",
          ]
        : []),
    ].join("\n"),
    `**Why.** ${reason}`,
    ...(how === undefined ? [] : [`**How it is found.** ${how}`]),
    ...(covers.length === 0
      ? []
      : [`Where it speaks, ${covers.map((id) => `[${id}](${id}.md)`).join(" and ")} has nothing to add.`]),
    `**What to do.** ${fix}`,
    "## Found",
    ...examplesOf(rule.bad).map((example) => shown(filesOf(rule, example))),
    "## Not found",
    ...examplesOf(rule.good).map((example) => shown(filesOf(rule, example))),
    ...(aliases.length === 0 ? [] : [`Other names: ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`]),
    ...(references.length === 0 ? [] : [references.map((reference) => `- <${reference}>`).join("\n")]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const profilesOf = ({ seed, strict }: Rule): string => {
  const differing = [
    ...(strict === undefined ? [] : [`${strict} under \`strict\``]),
    ...(seed === undefined ? [] : [`${seed} under \`seed\``]),
  ];
  return differing.length === 0 ? "" : ` (${differing.join(", ")})`;
};

const languages: readonly (readonly [RegExp, string])[] = [
  [/Dockerfile/, "dockerfile"],
  [/\.ya?ml$/, "yaml"],
  [/\.conf$/, "nginx"],
  [/\.sh$/, "sh"],
  [/\.json$/, "json"],
];

function shown(files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files);
  return entries
    .map(([path, text]) => `${entries.length > 1 ? `\`${path}\`\n\n` : ""}${fenced(path, text)}`)
    .join("\n\n");
}

function fenced(path: string, text: string): string {
  const language = languages.find(([pattern]) => pattern.test(path))?.[1] ?? "text";
  const cut = withoutTokens(text.length > 2_000 ? `${text.slice(0, 200)}…` : text);
  return `\`\`\`\`${language}\n${cut.trimEnd().replaceAll("\r", "␍")}\n\`\`\`\``;
}
