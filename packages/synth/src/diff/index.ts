import { posix } from "node:path";
import { composeFilesOf, type Stack } from "@quaywright/model";
import { dotenv } from "@quaywright/syntax";
import type { DeclaredFolder } from "../declared";
import { type OldCompose, readCompose, readOldCompose } from "./compose";
import { compareServices } from "./services";

/** Sentences about one part of a stack. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * What the next synth changes for the stacks of a folder: services, images, and what has to be set. The old side is read
 * from the files themselves, so that it is what was there, an edit by hand included.
 */
export function explain(folder: DeclaredFolder): readonly Section[] {
  const old = readOldCompose(folder);
  const sections = [
    ...folder.stacks.map((stack) => environmentSection(stack, folder, old)),
    ...old.filter(({ name }) => !folder.stacks.some((stack) => nameOf(stack) === name)).map(goneSection),
    { title: "images", lines: imageLines(folder) },
    { title: "values to set", lines: inputLines(folder) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function environmentSection(stack: Stack, { after, before }: DeclaredFolder, old: readonly OldCompose[]): Section {
  const paths = composeFilesOf(stack);
  const title = `${nameOf(stack)} (${paths.join(", ")})`;
  if (paths.every((path) => before.get(path) === after.get(path))) return { title, lines: [] };
  const was = old.find(({ name }) => name === nameOf(stack));
  if (was === undefined && before.has(stack.files.compose)) return { title, lines: [unread] };
  const moved =
    was === undefined || was.path === stack.files.compose ? [] : [`${was.path} moves to ${stack.files.compose}`];
  return { title, lines: [...moved, ...compareServices(was?.document, readCompose(paths, after))] };
}

const unread = "what is there is no Compose file of it: its services cannot be compared";

const goneSection = ({ name, path }: OldCompose): Section => ({
  title: `${name} (${path})`,
  lines: ["no longer declared"],
});

const nameOf = ({ environment, name }: Stack): string => `${name}-${environment}`;

/** An image is built anew when a file of its folder changes, or one of its own in another place. */
function imageLines({ differences, stacks }: DeclaredFolder): string[] {
  const builds = new Map(stacks.flatMap((stack) => stack.builds.map((build) => [build.image, build] as const)));
  const others = new Set(stacks.flatMap((stack) => [...composeFilesOf(stack), stack.files.env]));
  const paths = differences.map(({ path }) => path).filter((path) => !others.has(path) && !path.startsWith("."));
  return [...builds].flatMap(([image, { folder, places }]) => {
    const own = paths.filter((path) => posix.dirname(path) === folder || Object.values(places).includes(path));
    return own.length === 0
      ? []
      : [`${image}: built anew, for its ${own.map((path) => posix.basename(path)).join(", ")}`];
  });
}

function inputLines({ after, before, stacks }: DeclaredFolder): string[] {
  const examples = new Set(stacks.map(({ files }) => files.env));
  const inputs = stacks.flatMap((stack) => stack.inputs);
  return [...examples].flatMap((path) => {
    const old = before.get(path);
    if (old === undefined) return [];
    const [had, has] = [namesIn(old), namesIn(after.get(path) ?? "")];
    return [
      ...has.filter((name) => !had.includes(name)).map((name) => `${name}: new, ${dutyOf(name, inputs)}`),
      ...had.filter((name) => !has.includes(name)).map((name) => `${name}: no longer read`),
    ];
  });
}

function dutyOf(name: string, inputs: Stack["inputs"]): string {
  const all = inputs.filter((input) => input.name === name);
  if (all.some(({ file }) => file !== undefined)) return "a secret; `npx quaywright env` makes it";
  return all.some((input) => input.required && input.default === undefined) ? "has to be set" : "can be set";
}

const namesIn = (text: string): string[] => dotenv.parse(text).assignments.map(({ name }) => name);
