import { join } from "node:path";
import { type Change, type Staged, stage } from "./commit";
import { compare, type Difference, type OwnedFile, type Plan } from "./compare";
import { isLocked, type Journal, type Lock, takeLock } from "./lock";
import { hash, type Manifest, readManifest } from "./manifest";
import { type Found, isFile, textOf } from "./on-disk";
import { prune } from "./prune";
import { recover } from "./recover";
import { Refusal } from "./refusal";
import { unified } from "./unified";

/** A folder's new tree, written beside the old one. */
export interface Prepared extends Staged {
  /** Paths that are about to be written, in order. */
  readonly written: readonly string[];
}

/**
 * Compares a folder with its plan and writes beside it what differs. From here to `commit` or `discard` nobody else
 * writes there.
 *
 * @throws Refusal when a file that a person wrote stands where one of ours belongs, or the disk refuses.
 */
export function prepare(folder: string, plan: Plan): Prepared {
  if (!isLocked(folder) && differencesOf(folder, plan).length === 0) return nothing;
  const lock = lockOf(folder);
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      lock.release();
      throw Refusal.of(error as NodeJS.ErrnoException, folder);
    }
  };
  return told(() => {
    const written = readManifest(folder);
    const differences = differencesOf(folder, plan);
    lock.note(journalOf(plan, written));
    const staged = stage(differences.flatMap((each) => changeOf(folder, each)));
    for (const each of differences) tell(each);
    return {
      written: differences.flatMap(({ after }) => after?.path ?? []),
      commit: () => {
        told(staged.commit);
        prune(folder, gone(plan, written));
        lock.release();
      },
      discard: () => {
        staged.discard();
        lock.release();
      },
    };
  });
}

const nothing: Prepared = { written: [], commit: () => undefined, discard: () => undefined };

function differencesOf(folder: string, plan: Plan): readonly Difference[] {
  const differences = compare(folder, plan, readManifest(folder));
  const strangers = differences.filter(({ after, whose }) => after !== undefined && whose === "stranger");
  if (strangers.length > 0) throw Refusal.strangers(strangers.map(({ path }) => path));
  return differences;
}

/** A lock is not given back before the folder is as its last holder would have told. */
function lockOf(folder: string): Lock {
  try {
    const lock = takeLock(folder);
    if (lock.left !== undefined) recover(folder, lock.left);
    return lock;
  } catch (error) {
    throw Refusal.of(error as NodeJS.ErrnoException, folder);
  }
}

function journalOf({ files }: Plan, written: Manifest): Journal {
  // of a person's file nobody may take it that we made it
  const planned = Object.fromEntries(
    files.map(({ marked, path, text }) => [path, marked === undefined ? hash(text) : undefined]),
  );
  return Object.fromEntries(
    Object.keys({ ...written, ...planned }).map((path) => [
      path,
      [written[path], planned[path]].flatMap((each) => each ?? []),
    ]),
  );
}

/** What we no longer generate goes, unless a person has edited it. */
function changeOf(folder: string, { after, before, path, whose }: Difference): Change[] {
  if (after === undefined && whose !== "ours") return [];
  return [
    {
      path: join(folder, path),
      ...(isFile(before) && { before }),
      ...(after !== undefined && {
        after: { bytes: Buffer.from(after.text), mode: modeOf(after, before) },
      }),
    },
  ];
}

const modeOf = ({ executable, marked }: OwnedFile, before: Found): number =>
  marked !== undefined && isFile(before) ? before.mode : executable === true ? 0o755 : 0o644;

const gone = ({ files, kept }: Plan, written: Manifest): string[] => {
  const planned = new Set(files.map(({ path }) => path));
  return Object.keys(written).filter((path) => !planned.has(path) && !(path in kept));
};

/** An edit that goes is shown, so that nothing is lost unseen. */
function tell({ after, before, path, whose }: Difference): void {
  if (whose !== "edited" || !isFile(before)) return;
  process.stderr.write(
    after === undefined
      ? `\`${path}\` is no longer generated, but was edited by hand; it is yours now.\n`
      : `\`${path}\` was edited by hand; it is generated, and written anew:\n${unified(path, textOf(before), after.text)}`,
  );
}
