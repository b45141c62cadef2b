import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderTree, recover } from "@quaywright/policy";

/** An image as its files tell, read without anything that wrote them. */
export interface Image {
  readonly name: string;
  readonly dockerfile: string;
  readonly stage: string;
  /** Images of the same file of bake from which it copies. */
  readonly siblings: readonly string[];
}

/** The targets of a file of bake. */
export function imagesOf(bake: string): readonly Image[] {
  const blocks = [...bake.matchAll(/^target "([a-z][\w-]*)" \{\n([\s\S]*?)^\}/gm)];
  return blocks.map(([, name = "", body = ""]) => ({
    name,
    dockerfile: /dockerfile = "(.*)"/.exec(body)?.[1] ?? "",
    stage: /^ {2}target = "(.*)"/m.exec(body)?.[1] ?? "",
    siblings: [...body.matchAll(/"target:([\w-]+)"/g)].map(([, sibling = ""]) => sibling),
  }));
}

/**
 * What the build of an image reads: whether a change of a file changes its context or its definition.
 *
 * @param ignores what its ignore file leaves out.
 */
export function readsOf(
  folder: string,
  image: Image,
  images: readonly Image[],
  ignores = ignoredBy(folder, image),
): (path: string) => boolean {
  const sources = sourcesOf(readFileSync(join(folder, image.dockerfile), "utf8"), image.stage);
  const defined = [image.dockerfile, `${image.dockerfile}.dockerignore`];
  const siblings = images.filter(({ name }) => image.siblings.includes(name));
  const others = siblings.map((sibling) => readsOf(folder, sibling, images));
  return (path) =>
    defined.includes(path) ||
    (sources.some((source) => source === "." || path === source || path.startsWith(`${source}/`)) && !ignores(path)) ||
    others.some((reads) => reads(path));
}

/** As the reader of hand-written repositories sees it, which shares nothing with what prints ignore files. */
function ignoredBy(folder: string, { dockerfile }: Image): (path: string) => boolean {
  const repository = recover(folderTree(folder));
  const found = repository.dockerfiles.find(({ path }) => path === dockerfile);
  const ignore = found === undefined ? undefined : repository.ignoreOf("", found);
  return (path) => ignore?.ignores(path) ?? false;
}

/** The paths of the context that a stage, and those before it that it needs, copy or bind. */
function sourcesOf(dockerfile: string, target: string): readonly string[] {
  const stages = dockerfile
    .replace(/\\\n/g, " ")
    .split(/^(?=FROM )/m)
    .map((text) => ({ text, name: / AS (\S+)/.exec(text)?.[1] ?? "" }));
  const needed = new Set<string>();
  const need = (name: string): void => {
    const stage = stages.find((each) => each.name === name);
    if (stage === undefined || needed.has(name)) return;
    needed.add(name);
    need(/^FROM (?:--\S+ )*(\S+)/.exec(stage.text)?.[1] ?? "");
    for (const [, from = ""] of stage.text.matchAll(/(?:--|,)from=([\w-]+)/g)) need(from);
  };
  need(target);
  const texts = stages.flatMap(({ name, text }) => (needed.has(name) ? [text] : []));
  const copied = texts
    .flatMap((text) => [...text.matchAll(/^COPY (.*)$/gm)].map(([, words = ""]) => words.trim().split(/\s+/)))
    .filter((words) => !words.some((word) => word.startsWith("--from=")))
    .flatMap((words) => words.filter((word) => !word.startsWith("--")).slice(0, -1));
  const bound = texts
    .flatMap((text) => [...text.matchAll(/--mount=(type=bind\S*)/g)].map(([, mount = ""]) => mount))
    .filter((mount) => !/,from=/.test(mount))
    .map((mount) => /source=([^,]*)/.exec(mount)?.[1] ?? ".");
  return [...copied, ...bound].map((path) => path.replace(/\/$/, "").replace(/^\.\//, ""));
}
