import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { document, markdown } from "@quaywright/syntax";
import { describePresets, type OptionDescription, type PresetDescription } from "./preset-options";
import { seedIndex, seedPage } from "./seed-pages";
import { readSeeds } from "./seeds";

/** A page about Quaywright itself. */
export interface DocumentationPage {
  readonly path: string;
  readonly text: string;
}

const marker = "<!-- Written by `npm run docs` from the sources: edit those. -->\n\n";

/** The pages that are made from the sources: one for each preset and each seed, and the command's. */
export function documentation(root: string): readonly DocumentationPage[] {
  const presets = describePresets(root);
  const seeds = readSeeds(root);
  return [
    ...presets.map((preset) => ({
      path: `docs/presets/${preset.name}.md`,
      text: marker + markdown.print(presetPage(preset)),
    })),
    { path: "docs/presets/README.md", text: marker + markdown.print(presetIndex(presets)) },
    { path: "packages/presets/src/descriptions.json", text: `${JSON.stringify(presets, null, 2)}\n` },
    ...seeds.map((seed) => ({
      path: `docs/seeds/${seed.template}.md`,
      text: marker + markdown.print(seedPage(seed)),
    })),
    { path: "docs/seeds/README.md", text: marker + markdown.print(seedIndex(seeds)) },
    { path: "docs/cli.md", text: marker + markdown.print(commandPage(usageOf(root))) },
  ];
}

const presetPage = ({ example, name, options, summary }: PresetDescription): document.Document => ({
  title: `\`${name}\``,
  blocks: [
    document.paragraph(linked(summary)),
    document.code(`import { ${name} } from "quaywright";`, "ts"),
    document.table(["Option", "Type", "Default", "What it is"], options.map(optionRow)),
  ],
  sections: example === undefined ? [] : [{ title: "In use", blocks: [document.code(example, "ts")], sections: [] }],
});

/** Prose in which an address is a link. */
const linked = (text: string): document.Text =>
  text
    .split(/(https:\/\/\S+)/)
    .flatMap((part, index) =>
      index % 2 === 1 ? [{ kind: "link", text: part, url: part } as const] : document.prose(part),
    );

const optionRow = ({ default: standard, description, name, required, type }: OptionDescription): string[] => [
  `\`${name}\``,
  type,
  required ? "must be given" : (standard ?? "none"),
  description,
];

const presetIndex = (presets: readonly PresetDescription[]): document.Document => ({
  title: "Presets",
  blocks: [
    document.table(
      ["Preset", "What it is"],
      presets.map(({ name, summary }) => [[{ kind: "link", text: name, url: `${name}.md` }], linked(summary)]),
    ),
  ],
  sections: [],
});

const commandPage = (usage: string): document.Document => ({
  title: "The command",
  blocks: [
    document.paragraph("`npx quaywright` in the folder of a `.projenrc.ts`; `quaywright --help` prints this:"),
    document.code(usage, "text"),
    document.table(
      ["Exit code", "Meaning"],
      [
        ["0", "Done; with `--check`, nothing is missing."],
        ["1", "The declaration has mistakes, a file cannot be written, or something is left to set. It says what."],
        ["2", "There is no such command or option."],
      ],
    ),
  ],
  sections: [],
});

const usageOf = (root: string): string =>
  execFileSync(
    process.execPath,
    ["--conditions=@quaywright/source", "-r", "tsx/cjs", resolve(root, "packages/quaywright/src/cli.ts"), "--help"],
    { cwd: root, encoding: "utf8" },
  );

if (require.main === module) {
  for (const { path, text } of documentation(process.cwd())) {
    mkdirSync(dirname(join(process.cwd(), path)), { recursive: true });
    writeFileSync(path, text);
  }
}
