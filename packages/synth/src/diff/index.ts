import { posix } from "node:path";
import type { Stack } from "@quaywright/model";
import { dotenv } from "@quaywright/syntax";
import type { Difference } from "../compare";
import { isFile } from "../on-disk";
import { readCompose } from "./compose";
import { mapOf, textOf } from "./facts";
import { compareServices } from "./services";

/** Sentences about one part of a stack. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * What differences of files mean for the stacks that they are of: services, images, and what has to be set. The old side
 * is read from the files themselves, so that it is what was there, an edit by hand included.
 */
export function explain(stacks: readonly Stack[], differences: readonly Difference[]): readonly Section[] {
  const old = differences.flatMap(oldCompose);
  const sections = [
    ...stacks.map((stack) => environmentSection(stack, differences, old)),
    ...old.filter(({ name }) => !stacks.some((stack) => nameOf(stack) === name)).map(goneSection),
    { title: "images", lines: imageLines(stacks, differences) },
    { title: "values to set", lines: inputLines(stacks, differences) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** A Compose file that was found on the disk. */
interface OldCompose {
  readonly path: string;
  readonly name: string;
  readonly document: unknown;
}

function oldCompose({ before, path }: Difference): OldCompose[] {
  if (!isFile(before) || !/\.ya?ml$/.test(path)) return [];
  const document = readCompose(path, before.bytes.toString());
  return mapOf(document).services === undefined ? [] : [{ path, name: textOf(mapOf(document).name), document }];
}

function environmentSection(stack: Stack, differences: readonly Difference[], old: readonly OldCompose[]): Section {
  const path = stack.files.compose;
  const difference = differences.find((each) => each.path === path);
  const title = `${nameOf(stack)} (${path})`;
  if (difference?.after === undefined) return { title, lines: [] };
  const before = old.find(({ name }) => name === nameOf(stack)) ?? old.find((each) => each.path === path);
  if (before === undefined && difference.before !== "nothing") return { title, lines: [unread] };
  const moved = before === undefined || before.path === path ? [] : [`${before.path} moves to ${path}`];
  const next = readCompose(path, difference.after.text);
  return { title, lines: [...moved, ...compareServices(before?.document, next)] };
}

const unread = "what is there is no Compose file: its services cannot be compared";

const goneSection = ({ name, path }: OldCompose): Section => ({
  title: `${name} (${path})`,
  lines: ["no longer declared"],
});

const nameOf = ({ environment, name }: Stack): string => `${name}-${environment}`;

/** An image is built anew when a file beside its Dockerfile changes. */
function imageLines(stacks: readonly Stack[], differences: readonly Difference[]): string[] {
  const folders = new Map(stacks.flatMap(({ builds }) => builds.map(({ folder, image }) => [folder, image] as const)));
  return [...folders].flatMap(([folder, image]) => {
    const changed = differences.filter(({ path }) => posix.dirname(path) === folder);
    const files = changed.map(({ path }) => posix.basename(path));
    return files.length === 0 ? [] : [`${image}: built anew, for its ${files.join(", ")}`];
  });
}

function inputLines(stacks: readonly Stack[], differences: readonly Difference[]): string[] {
  const example = differences.find(({ path }) => stacks.some(({ files }) => files.env === path));
  if (example === undefined || !isFile(example.before)) return [];
  const [before, after] = [namesIn(example.before.bytes.toString()), namesIn(example.after?.text ?? "")];
  const inputs = stacks.flatMap((stack) => stack.inputs);
  return [
    ...after
      .filter((name) => !before.includes(name))
      .map((name) => {
        const all = inputs.filter((input) => input.name === name);
        if (all.some(({ file }) => file !== undefined))
          return `${name}: new, a secret; \`npx quaywright env\` makes it`;
        const needed = all.some((input) => input.required && input.default === undefined);
        return `${name}: new, ${needed ? "has to be set" : "can be set"}`;
      }),
    ...before.filter((name) => !after.includes(name)).map((name) => `${name}: no longer read`),
  ];
}

const namesIn = (text: string): string[] => dotenv.parse(text).assignments.map(({ name }) => name);
