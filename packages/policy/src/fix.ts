import type { Finding } from "./finding";
import type { Source } from "./place";
import { memoryTree, type Tree } from "./recover/tree";
import type { Edit } from "./rule";

/** A file before and after. */
export interface Change {
  readonly source: Source;
  readonly text: string;
}

/**
 * What the edits of findings make of a tree's files, and those of what is found then: mending twice is mending once.
 *
 * @param look What is found in a tree.
 */
export function mend(tree: Tree, look: (tree: Tree) => readonly Finding[]): Change[] {
  const texts: Record<string, string> = {};
  let mended = tree;
  for (let round = 0; round < rounds; round += 1) {
    const changes = changesOf(look(mended));
    if (changes.length === 0) break;
    for (const { source, text } of changes) texts[source.path] = text;
    const executable = Object.keys(texts).filter((path) => tree.isExecutable(path) === true);
    mended = memoryTree(texts, new Set(executable), tree);
  }
  return Object.entries(texts).map(([path, text]) => ({ source: tree.read(path)!, text }));
}

/** Of two edits of one place the second is made in the next round. */
const rounds = 10;

/** What the edits of all findings make of their files. Of two that touch the same text, the first one counts. */
function changesOf(findings: readonly Finding[]): Change[] {
  const bySource = new Map<Source, Edit[]>();
  for (const { edits, waived } of findings) {
    if (
      waived !== undefined ||
      edits.some((edit) => bySource.get(edit.at.source)?.some((other) => overlap(edit, other)))
    )
      continue;
    for (const edit of edits) {
      const known = bySource.get(edit.at.source);
      if (known === undefined) bySource.set(edit.at.source, [edit]);
      else known.push(edit);
    }
  }
  return [...bySource].map(([source, edits]) => {
    const last = edits.sort((a, b) => b.at.start - a.at.start);
    return {
      source,
      text: last.reduce((text, { at, text: into }) => text.slice(0, at.start) + into + text.slice(at.end), source.text),
    };
  });
}

const overlap = (a: Edit, b: Edit): boolean =>
  a.at.start === b.at.start || (a.at.start < b.at.end && b.at.start < a.at.end);

/** The lines that change, as `diff -u` shows them, each stretch with one line around it. */
export function printDiff({ source, text }: Change): string {
  const before = source.text.split("\n");
  const after = text.split("\n");
  const lines = [`--- ${source.path}`, `+++ ${source.path}`];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    if (before[left] === after[right]) {
      left += 1;
      right += 1;
      continue;
    }
    const [toLeft, toRight] = meet(before, after, left, right);
    lines.push(`@@ line ${left + 1} @@`);
    if (left > 0) lines.push(` ${before[left - 1]}`);
    lines.push(
      ...before.slice(left, toLeft).map((line) => `-${line}`),
      ...after.slice(right, toRight).map((line) => `+${line}`),
    );
    if (toLeft < before.length) lines.push(` ${before[toLeft]}`);
    [left, right] = [toLeft, toRight];
  }
  return `${lines.join("\n")}\n`;
}

/** The nearest lines that are the same again. */
function meet(before: readonly string[], after: readonly string[], left: number, right: number): [number, number] {
  for (let distance = 1; distance < 200; distance += 1) {
    for (let more = 0; more <= distance; more += 1) {
      const [a, b] = [left + more, right + distance - more];
      if (a < before.length && b < after.length && before[a] === after[b]) return [a, b];
    }
  }
  return [before.length, after.length];
}
