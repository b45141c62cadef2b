import { composeFilesOf, type Service, type Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { code, codes, type MakeSection, section, table } from "../section";
import { lasting } from "../view";
import * as words from "../words/environments";

const { rows } = words;

/** What differs between environments, computed from what they run. */
export const environments: MakeSection = ({ stacks }) => {
  if (stacks.length < 2) return undefined;
  const names = [...new Set(stacks.flatMap((stack) => lasting(stack).map(({ name }) => name)))].sort();
  const differing = [
    ...general.map(([what, of]) => [what, ...stacks.map(of)]),
    ...names.flatMap((name) =>
      facets.map(([what, of]) => [`${code(name)}: ${what}`, ...stacks.map((stack) => ofService(stack, name, of))]),
    ),
  ].filter(([, ...cells]) => new Set(cells.filter((cell) => cell !== rows.nothing)).size > 1);
  return section(
    words.title,
    document.paragraph(words.intro),
    table([words.what, ...stacks.map(({ environment }) => environment)], differing),
  );
};

const general: readonly [string, (stack: Stack) => string][] = [
  [rows.file, (stack) => codes(composeFilesOf(stack))],
  [rows.project, ({ environment, name }) => code(`${name}-${environment}`)],
  [
    rows.secrets,
    ({ files, inputs }) =>
      inputs.some(({ file }) => file !== undefined) ? rows.inFiles(files.secrets) : rows.inVariables,
  ],
  [rows.services, (stack) => codes(lasting(stack).map(({ name }) => name))],
];

const facets: readonly [string, (service: Service) => string][] = [
  [
    rows.target,
    ({ image }) =>
      image.kind === "pulled" ? code(image.reference) : image.target === undefined ? rows.nothing : code(image.target),
  ],
  [rows.command, ({ command }) => (command === undefined ? rows.nothing : shown(command))],
  [
    rows.published,
    ({ published }) => codes(published.map(({ address, port }) => `${address ?? "0.0.0.0"}:${port}`)) || rows.nothing,
  ],
  [
    rows.sources,
    ({ image, mounts }) =>
      image.kind === "pulled"
        ? rows.nothing
        : mounts.some(({ kind }) => kind === "source")
          ? rows.mounted
          : rows.inImage,
  ],
  [
    rows.user,
    ({ image, user }) => (user === undefined ? (image.kind === "built" ? rows.host : rows.nothing) : code(user)),
  ],
  [rows.root, ({ readOnly }) => (readOnly ? rows.readOnly : rows.writable)],
  [rows.replicas, ({ replicas }) => String(replicas)],
  [rows.memory, ({ resources }) => (resources.memory === undefined ? rows.nothing : code(resources.memory))],
  [rows.cpus, ({ resources }) => (resources.cpus === undefined ? rows.nothing : String(resources.cpus))],
  [rows.restarts, ({ restarts }) => (restarts ? rows.again : rows.ends)],
];

function ofService(stack: Stack, name: string, of: (service: Service) => string): string {
  const service = lasting(stack).find((each) => each.name === name);
  return service === undefined ? rows.nothing : of(service);
}

/** A script is for the Compose file. */
function shown(command: readonly string[]): string {
  const text = command.join(" ");
  return /\n/.test(text) || text.length > 120 ? rows.script : code(text);
}
