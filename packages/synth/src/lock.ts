import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { ifThere, temporary } from "./commit";
import { isInside } from "./manifest";

/**
 * Stands while a project's files are written, and tells who writes and what: of a process that was killed, the next one
 * knows which files are its own.
 */
export const LOCK = ".projen/quaywright.lock";

/** The hashes that a file of ours may have at each place while it is written. */
export type Journal = Readonly<Record<string, readonly string[]>>;

interface Holder {
  readonly process: number;
  readonly host: string;
  readonly journal: Journal;
}

export interface Lock {
  /** What a killed process has left; absent where none has. */
  readonly left?: Pick<Holder, "process" | "journal">;
  /** Tells what is about to be written. */
  readonly note: (journal: Journal) => void;
  readonly release: () => void;
}

/** Whether somebody writes, or was killed while writing. */
export const isLocked = (folder: string): boolean => read(folder) !== undefined;

/**
 * Waits until nobody else writes in the folder. Whoever keeps a lock for a minute without a change, or is a process that
 * is not there any more, is taken for dead.
 *
 * @throws the file system's error.
 */
export function takeLock(folder: string): Lock {
  for (let waited = 0, last = ""; ; waited += step, sleep(step)) {
    if (create(folder)) return held(folder);
    const text = read(folder);
    if (text === undefined) continue;
    if (text !== last) waited = 0;
    last = text;
    const holder = parse(text);
    if (holder === undefined ? waited < second : isAlive(holder) && waited < 60 * second) {
      if (waited === second) process.stderr.write(`Waiting for process ${holder?.process}, which writes here too.\n`);
      continue;
    }
    replace(folder, holder?.journal ?? {});
    sleep(step); // whoever took it at the same time has it then
    if (isMine(parse(read(folder) ?? ""))) return held(folder, holder);
  }
}

const second = 1000;
const step = 50;

function held(folder: string, left?: Holder): Lock {
  return {
    ...(left !== undefined && { left }),
    note: (journal) => replace(folder, journal),
    release: () => {
      if (isMine(parse(read(folder) ?? ""))) remove(folder);
    },
  };
}

/** Says whether it came to be: one that stands already does not give way. */
function create(folder: string): boolean {
  const home = join(folder, dirname(LOCK));
  if (!existsSync(home)) mkdirSync(home, { recursive: true });
  const file = open(join(folder, LOCK));
  if (file === undefined) return false;
  try {
    writeFileSync(file, print({}));
    return true;
  } catch (error) {
    remove(folder);
    throw error;
  } finally {
    closeSync(file);
  }
}

function open(at: string): number | undefined {
  try {
    return openSync(at, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  }
}

function remove(folder: string): void {
  ifThere(() => unlinkSync(join(folder, LOCK)));
  ifThere(() => rmdirSync(join(folder, dirname(LOCK))));
}

function replace(folder: string, journal: Journal): void {
  const file = temporary(join(folder, LOCK), process.pid);
  try {
    writeFileSync(file, print(journal));
    renameSync(file, join(folder, LOCK));
  } catch (error) {
    ifThere(() => unlinkSync(file));
    throw error;
  }
}

const print = (journal: Journal): string =>
  JSON.stringify({ process: process.pid, host: hostname(), journal } satisfies Holder);

function read(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, LOCK), "utf8");
  } catch {
    return undefined;
  }
}

/** Undefined for a text that was cut off: its writer has changed nothing yet. */
function parse(text: string): Holder | undefined {
  try {
    const { host, journal, process } = JSON.parse(text) as Holder;
    const inside = Object.entries(journal).filter(([path]) => isInside(path));
    return { process: Number(process), host: String(host), journal: Object.fromEntries(inside) };
  } catch {
    return undefined;
  }
}

const isMine = (holder: Holder | undefined): boolean =>
  holder !== undefined && holder.process === process.pid && holder.host === hostname();

/** A process of another machine, such as a container that mounts the folder, cannot be asked. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.process === process.pid) return false; // one of the same number, before us
  try {
    process.kill(holder.process, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const sleep = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
