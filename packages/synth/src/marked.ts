import type { OwnedFile } from "./compare";
import { hash, type Manifest } from "./manifest";
import { type Marked, markOf, readMarks } from "./marks";
import { hasText, isFile, look, type OnDisk, textOf } from "./on-disk";
import { Refusal } from "./refusal";

/** Parts that stand between marks in a file that a person owns. */
export interface MarkedFile {
  readonly path: string;
  readonly parts: readonly { readonly name: string; readonly text: string }[];
}

/** Under which name the manifest knows a part. */
const keyOf = (path: string, name: string): string => `${path}#${name}`;

/**
 * The files as they are on the disk, with their parts anew. A part without marks is put at the end; one that is no
 * longer declared goes with its marks, unless a person has edited it. Nothing else changes by a byte.
 *
 * @throws Refusal with every file whose marks cannot be told apart.
 */
export function planMarked(folder: string, files: readonly MarkedFile[], written: Manifest): OwnedFile[] {
  const forgotten = Object.keys(written).flatMap((key) => /^(.+)#[a-z-]+$/.exec(key)?.[1] ?? []);
  const declared = new Set(files.map(({ path }) => path));
  const left = [...new Set(forgotten)].filter((path) => !declared.has(path)).map((path) => ({ path, parts: [] }));
  const results = [...files, ...left].map((file) => renewed(folder, file, written));
  const faults = results.flatMap((result) => ("faults" in result ? result.faults : []));
  if (faults.length > 0) throw new Refusal([...faults, "Nothing was written."].join("\n"));
  return results.flatMap((result) => ("file" in result && result.file !== undefined ? [result.file] : []));
}

type Result = { readonly faults: readonly string[] } | { readonly file: OwnedFile | undefined };

function renewed(folder: string, { parts, path }: MarkedFile, written: Manifest): Result {
  const found = look(folder, path);
  if (found === "no file")
    return { faults: [`\`${path}\` is a link or a folder, expected a file: name the one that it leads to.`] };
  if (found === "nothing" && parts.length === 0) return { file: undefined };
  const text = isFile(found) ? textOf(found) : "";
  if (isFile(found) && !hasText(found, text))
    return { faults: [`\`${path}\` is no text in UTF-8, so nothing can be put between its marks.`] };
  const marks = readMarks(path, text);
  if (marks.faults.length > 0) return { faults: marks.faults.map((fault) => `\`${path}\`: ${fault}.`) };
  const newline = /\r\n/.test(text) ? "\r\n" : "\n";
  const edited = marks.parts.some((part) => isEdited(part, parts, written[keyOf(path, part.name)]));
  const kept = marks.parts.reduceRight((now, mark) => inPlace(now, mark, { parts, path, newline, written }), text);
  const missing = parts.filter(({ name }) => !marks.parts.some((part) => part.name === name));
  const added = missing.map((part) =>
    [markOf(path, part.name), "", part.text.trimEnd(), "", markOf(path, "end"), ""].join("\n"),
  );
  const gap = kept === "" || kept.endsWith("\n\n") ? "" : kept.endsWith("\n") ? "\n" : "\n\n";
  const end = added.length === 0 ? "" : (gap + added.join("\n")).replaceAll("\n", newline);
  const hashes = Object.fromEntries(parts.map((part) => [keyOf(path, part.name), hash(bodyOf(part.text))]));
  if (isFile(found) && isLocked(found) && kept + end !== text)
    return {
      faults: [`\`${path}\` may not be written, and its parts are not as they are declared: \`chmod u+w ${path}\`.`],
    };
  return { file: { path, text: kept + end, marked: { hashes, edited } } };
}

/** A person has closed it, even to root. */
const isLocked = ({ mode }: OnDisk): boolean => (mode & 0o200) === 0;

const bodyOf = (text: string): string => `\n${text.trimEnd()}\n\n`;

const plain = (body: string): string => body.replaceAll("\r\n", "\n");

/** A person wrote into it: it is neither what we left there nor what comes now. */
function isEdited({ body, name }: Marked, parts: MarkedFile["parts"], left: string | undefined): boolean {
  const part = parts.find((each) => each.name === name);
  if (part === undefined || plain(body).trim() === "") return false;
  return left !== hash(plain(body)) && plain(body) !== bodyOf(part.text);
}

interface Place extends MarkedFile {
  readonly newline: string;
  readonly written: Manifest;
}

function inPlace(text: string, mark: Marked, { newline, parts, path, written }: Place): string {
  const part = parts.find(({ name }) => name === mark.name);
  if (part !== undefined)
    return text.slice(0, mark.from) + bodyOf(part.text).replaceAll("\n", newline) + text.slice(mark.to);
  if (written[keyOf(path, mark.name)] !== hash(plain(mark.body))) return text;
  return text.slice(0, mark.whole.from) + text.slice(mark.whole.to);
}
