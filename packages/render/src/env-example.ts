import { dotenvOf, type Input, mayBeMade, type Stack } from "@quaywright/model";
import { dotenv } from "@quaywright/syntax";
import { marker } from "./marker";

/** `.env.example`: every value that whoever runs the stack may set, none of them set. */
export function renderEnvExample(stacks: readonly Stack[]): string {
  const names = [...new Set(stacks.flatMap(({ inputs }) => inputs.map(({ name }) => name)))].sort();
  const groups = names.map((name) => byEnvironment(stacks, name));
  const isPort = ({ uses }: Group) => uses.every(({ input }) => input.name.endsWith("_PUBLISHED_PORT"));
  const isNeeded = ({ uses }: Group) => uses.some(({ input }) => input.required);
  return dotenv.print([
    dotenv.remark(`${marker}\nCopy it to ${places(stacks)} and set what you need; what is empty counts as not set.`),
    ...section("Needed in production", groups.filter(isNeeded)),
    ...section(
      "Can be set",
      groups.filter((group) => !isNeeded(group) && !isPort(group)),
    ),
    ...section("Ports of the host, for when one is taken", groups.filter(isPort)),
  ]);
}

const places = (stacks: readonly Stack[]): string => [...new Set(stacks.map(dotenvOf))].sort().join(" and ");

interface Group {
  readonly uses: readonly { readonly environment: string; readonly input: Input }[];
}

const byEnvironment = (stacks: readonly Stack[], name: string): Group => ({
  uses: stacks.flatMap(({ environment, inputs }) =>
    inputs.filter((input) => input.name === name).map((input) => ({ environment, input })),
  ),
});

const section = (title: string, groups: readonly Group[]): dotenv.Entry[] =>
  groups.length === 0 ? [] : [dotenv.heading(title), ...groups.map(entry)];

function entry({ uses }: Group): dotenv.Entry {
  const { input } = uses[0]!;
  const { issued, kind, purpose = "", rule } = uses.at(-1)!.input;
  const example = uses.map((use) => use.input.example).find((text) => text !== undefined);
  const file = uses.map((use) => use.input.file).find((path) => path !== undefined);
  const readers = [...new Set(uses.flatMap((use) => use.input.readers))].sort();
  const rules = [
    ...(kind === "text" ? [] : [kind === "secret" ? "A secret." : `A ${kind}.`]),
    ...(rule.minimumLength === undefined ? [] : [`At least ${rule.minimumLength} characters.`]),
    ...(rule.minimum === undefined ? [] : [`At least ${rule.minimum}.`]),
    ...(rule.maximum === undefined ? [] : [`At most ${rule.maximum}.`]),
    ...(rule.oneOf === undefined ? [] : [`One of ${rule.oneOf.join(", ")}.`]),
  ];
  const lines = [
    [...(purpose === "" ? [] : [purpose]), ...rules].join(" "),
    ...(readers.length === 0
      ? []
      : [`Read by ${readers.join(", ")}${input.phase === "build" ? ", when it is built" : ""}.`]),
    ...(issued === undefined ? [] : [`Issued by ${issued}.`]),
    ...uses.map(({ environment, input: used }) => stands(environment, used)),
    ...(example === undefined ? [] : [`Example: ${example}`]),
    ...(file === undefined
      ? []
      : [
          ...(mayBeMade(input)
            ? [
                "Make it: npx quaywright env",
                `Without Node.js: (umask 022; mkdir -p -m 700 ${folderOf(file)}; ${uses.some((use) => use.input.required) ? "openssl rand -hex 32" : ":"} > ${file})`,
              ]
            : ["Not made at random: npx quaywright env makes an empty file."]),
        ]),
  ];
  return { comment: lines.join("\n"), name: input.name, value: "", commented: file !== undefined && uses.length === 1 };
}

function stands(environment: string, { default: value, file, required }: Input): string {
  if (file !== undefined) return `${environment}: not here, but in the file ${file}.`;
  if (value !== undefined) return `${environment}: ${value === "" ? "empty" : value} unless set.`;
  return `${environment}: ${required ? "must be set." : "may stay empty."}`;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
