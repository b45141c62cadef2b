import { memoryTree, recover, type Tree } from "@quaywright/policy";
import { isSeq, parseDocument } from "yaml";

/** One change of a repository, by what its files mean and not by their bytes. */
export type Edit = (tree: Tree) => Tree;

export const both =
  (...edits: readonly Edit[]): Edit =>
  (tree) =>
    edits.reduce((changed, edit) => edit(changed), tree);

/** A file, made or made anew. */
export const write =
  (path: string, text: string): Edit =>
  (tree) =>
    memoryTree({ [path]: text }, new Set(tree.isExecutable(path) ? [path] : []), tree);

export const rewrite =
  (path: string, change: (text: string) => string): Edit =>
  (tree) => {
    const before = tree.read(path)?.text;
    if (before === undefined) throw new Error(`the template has no ${path}`);
    const after = change(before);
    if (after === before) throw new Error(`nothing changed in ${path}`);
    return write(path, after)(tree);
  };

/** Nothing but these files. */
export const only =
  (files: Readonly<Record<string, string>>): Edit =>
  () =>
    memoryTree(files);

export const remove =
  (path: string): Edit =>
  (tree) => {
    const left = Object.fromEntries(
      tree.paths.flatMap((each) => (each === path ? [] : [[each, tree.read(each)?.text ?? ""]])),
    );
    return memoryTree(left, new Set(tree.paths.filter((each) => tree.isExecutable(each))));
  };

export const append = (path: string, text: string): Edit => rewrite(path, (before) => before + text);

/** A file that git has. */
export const commit =
  (path: string, text: string): Edit =>
  (tree) => ({ ...write(path, text)(tree), isTracked: (each) => each === path || tree.isTracked(each) });

/** A file that nobody may run. */
export const forbid =
  (path: string): Edit =>
  (tree) => ({ ...tree, isExecutable: (each) => (each === path ? false : tree.isExecutable(each)) });

type Documents = ReturnType<typeof parseDocument>;

const yaml = (path: string, change: (document: Documents) => void): Edit =>
  rewrite(path, (text) => {
    const document = parseDocument(text);
    change(document);
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  });

/** `services.db.ports`, and what stands there from now on. */
export const set = (path: string, key: string, value: unknown): Edit =>
  yaml(path, (document) => document.setIn(key.split("."), document.createNode(value)));

export const unset = (path: string, key: string): Edit =>
  yaml(path, (document) => {
    if (!document.deleteIn(key.split("."))) throw new Error(`${path} has no ${key}`);
  });

/** A service that is another one but for what is said here; null takes a key away. */
export const copyService = (path: string, from: string, to: string, changes: Readonly<Record<string, unknown>>): Edit =>
  yaml(path, (document) => {
    const { services } = document.toJS() as { services: Record<string, Record<string, unknown>> };
    const changed = Object.entries({ ...services[from], ...changes }).filter(([, value]) => value !== null);
    document.setIn(["services", to], document.createNode(Object.fromEntries(changed)));
  });

/** One more item of a list. */
export const add = (path: string, key: string, item: unknown): Edit =>
  yaml(path, (document) => {
    const list = document.getIn(key.split("."));
    if (!isSeq(list)) throw new Error(`${path} has no list ${key}`);
    list.add(document.createNode(item));
  });

/** An instruction of a stage, by how it begins; without `into` it is gone. */
export const instruction = (path: string, stage: string, begins: string, into = ""): Edit =>
  withinStage(path, stage, (instructions) => {
    const found = instructions.find((text) => text.startsWith(begins));
    if (found === undefined) throw new Error(`${path} has no ${begins} in ${stage}`);
    return (text) => text.replace(found, () => into);
  });

/** An instruction more, after the one that begins so; at the end of the stage where none is named. */
export const addInstruction = (path: string, stage: string, more: string, after?: string): Edit =>
  withinStage(path, stage, (instructions) => {
    const found = after === undefined ? instructions.at(-1) : instructions.find((text) => text.startsWith(after));
    if (found === undefined) throw new Error(`${path} has no ${after} in ${stage}`);
    return (text) => text.replace(found, () => `${found}\n${more}`);
  });

function withinStage(
  path: string,
  name: string,
  change: (instructions: readonly string[]) => (text: string) => string,
): Edit {
  return (tree) => {
    const stages = recover(tree).dockerfile(path)?.stages ?? [];
    const stage = stages.find((each) => each.name?.value === name);
    if (stage === undefined) throw new Error(`${path} has no stage ${name}`);
    const start = stage.from.at.start;
    const end = stage.instructions.at(-1)?.at.end ?? stage.from.at.end;
    const texts = [stage.from, ...stage.instructions].map(({ at }) => at.source.text.slice(at.start, at.end));
    return rewrite(
      path,
      (text) => text.slice(0, start) + change(texts)(text.slice(start, end)) + text.slice(end),
    )(tree);
  };
}

/** A directive of nginx, by the beginnings of those around it and its own; of a block its beginning alone. */
export const directive =
  (path: string, way: readonly string[], into: string): Edit =>
  (tree) => {
    const { end, start } = directiveAt(tree, path, way);
    return rewrite(path, (text) => text.slice(0, start) + into + text.slice(end - 1))(tree);
  };

/** A directive more in a block. */
export const addDirective =
  (path: string, way: readonly string[], more: string): Edit =>
  (tree) => {
    const { end } = directiveAt(tree, path, way);
    return rewrite(path, (text) => {
      const open = text.indexOf("{", end - 1) + 1;
      return `${text.slice(0, open)}\n${more}${text.slice(open)}`;
    })(tree);
  };

function directiveAt(
  tree: Tree,
  path: string,
  way: readonly string[],
): { readonly start: number; readonly end: number } {
  const file = recover(tree).nginx(path);
  let level = file?.directives;
  let found: NonNullable<typeof level>[number] | undefined;
  for (const begins of way) {
    found = level?.find(({ at }) => at.source.text.slice(at.start, at.end).startsWith(begins));
    if (found === undefined) throw new Error(`${path} has no ${way.join(" > ")}`);
    level = found.block;
  }
  if (found === undefined) throw new Error("no directive is named");
  return found.at;
}

/** A command of a script, before it becomes the container's own. */
export const prepare = (path: string, command: string): Edit =>
  rewrite(path, (text) => {
    const at = text.lastIndexOf('exec "$@"');
    return `${text.slice(0, at)}${command}\n${text.slice(at)}`;
  });

/** A variable of an environment file; without a value it is gone. */
export const variable = (path: string, name: string, value?: string): Edit =>
  rewrite(path, (text) => {
    const line = new RegExp(`^${name}=.*\n`, "m");
    if (!line.test(text)) throw new Error(`${path} has no ${name}`);
    return text.replace(line, value === undefined ? "" : `${name}=${value}\n`);
  });
