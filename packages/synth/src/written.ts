import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { nearest, type Problem, type WrittenDockerfile, type WrittenDockerfiles } from "@quaywright/model";
import { folderTree, kindOfFile, readIgnoreFile, readsOf } from "@quaywright/policy";
import { marker } from "@quaywright/render";
import { ignore } from "@quaywright/syntax";
import { isInside, type Manifest } from "./manifest";

/** A Dockerfile that a declaration names, and the folder that it copies from, both from the project's. */
interface Named {
  readonly service: string;
  readonly dockerfile: string;
  readonly context: string;
}

/** What a declaration may be before anybody has looked at it. */
interface Declaration {
  readonly services?: unknown;
}

/** Every Dockerfile that a person wrote and a build names; what is no path inside of the project is for others to tell. */
function namedIn({ services }: Declaration): Named[] {
  return Object.entries((services ?? {}) as Readonly<Record<string, { readonly build?: unknown } | null>>).flatMap(
    ([service, declared]) => {
      const { context = ".", dockerfile } = (declared?.build ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof dockerfile !== "string" || typeof context !== "string") return [];
      if (!isInside(dockerfile) || !isInside(context)) return [];
      return [{ service, dockerfile: posix.join(dockerfile), context: posix.join(context, ".") }];
    },
  );
}

/** The ignore file of a build: https://docs.docker.com/build/concepts/context/#filename-and-location */
const ignoreFileOf = (folder: string, { context, dockerfile }: Named): string | undefined =>
  [`${dockerfile}.dockerignore`, posix.join(context, ".dockerignore")].find(
    (path) => textAt(folder, path) !== undefined,
  );

/** Files of a person's that a stack is built by. */
export const writtenFiles = (folder: string, declaration: Declaration): readonly string[] =>
  namedIn(declaration).flatMap((named) => [named.dockerfile, ...[ignoreFileOf(folder, named) ?? []].flat()]);

/** Whether images are built from a file that a person wrote: a Dockerfile, its ignore file, what lies in its context. */
export const isWritten = (folder: string, declaration: Declaration, path: string): boolean =>
  writtenFiles(folder, declaration).includes(path) ||
  namedIn(declaration).some(({ context }) => context === "." || path.startsWith(`${context}/`));

/** What these files say, for whoever asks whether it has changed. */
export const writtenTexts = (folder: string, declaration: Declaration): readonly (string | undefined)[] =>
  namedIn(declaration).flatMap((named) => [
    ...[...new Set([named.dockerfile, ignoreFileOf(folder, named)])].map((path) => path && textAt(folder, path)),
    String(isFolder(folder, named.context)),
  ]);

/** What the Dockerfiles say that the builds of a declaration name. */
export const readWritten = (folder: string, declaration: Declaration, generated: Manifest): WrittenDockerfiles =>
  Object.fromEntries(namedIn(declaration).map((named) => [named.service, read(folder, named, generated)]));

function read(folder: string, named: Named, generated: Manifest): WrittenDockerfile {
  const { context, dockerfile } = named;
  const text = textAt(folder, dockerfile);
  if (text === undefined) return broken(missing(folder, dockerfile));
  if (dockerfile in generated || text.includes(marker)) {
    const expected = "one that a person wrote, such as a copy of it under another name, without its first line";
    return broken({ at: ["dockerfile"], found: `\`${dockerfile}\`, which is generated`, expected });
  }
  const { arguments: taken, faults, secrets, stages } = readsOf({ path: dockerfile, text });
  const ignoreFile = ignoreFileOf(folder, named);
  const below = (pattern: string): string => {
    if (context === ".") return pattern;
    return pattern === "**" ? ignore.literal(context) : posix.join(ignore.literal(context), pattern);
  };
  return {
    problems: [
      ...faults.map(({ line, says }) => ({
        at: ["dockerfile"],
        found: `\`${dockerfile}\`, where in line ${line} ${says}`,
        expected: "a Dockerfile that can be built",
      })),
      ...(stages.length === 0 && faults.length === 0
        ? [{ at: ["dockerfile"], found: `\`${dockerfile}\`, which has no \`FROM\``, expected: "a Dockerfile" }]
        : []),
      ...(isFolder(folder, context)
        ? []
        : [{ at: ["context"], found: `\`${context}\`, which is not there`, expected: "a folder of the project" }]),
    ],
    stages: stages.map(({ from, name, patterns, takes }) => ({ name, from, takes, reads: patterns.map(below) })),
    arguments: taken,
    secrets,
    ...(ignoreFile !== undefined && { ignoreFile }),
    ignored:
      ignoreFile === undefined
        ? []
        : leftOutBy({ path: ignoreFile, text: textAt(folder, ignoreFile) ?? "" }).map(below),
  };
}

/** After its last exception an ignore file only leaves out: that holds whatever stands before. */
function leftOutBy(source: { readonly path: string; readonly text: string }): string[] {
  const { patterns } = readIgnoreFile(source, "docker");
  const last = patterns.map(({ negated }) => negated).lastIndexOf(true);
  return patterns.slice(last + 1).map(({ text }) => text);
}

const broken = (problem: Problem): WrittenDockerfile => ({
  problems: [problem],
  stages: [],
  arguments: [],
  secrets: [],
  ignored: [],
});

function missing(folder: string, dockerfile: string): Problem {
  const there = folderTree(folder).paths.filter((path) => kindOfFile(path) === "dockerfile");
  const suggestion = nearest(dockerfile, there);
  return {
    at: ["dockerfile"],
    found: `\`${dockerfile}\`, which is not there`,
    expected: "the path of a Dockerfile, from the project's folder",
    ...(suggestion !== undefined && { suggestion }),
  };
}

function textAt(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch {
    return undefined;
  }
}

const isFolder = (folder: string, path: string): boolean =>
  statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() === true;
