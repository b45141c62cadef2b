import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { getHeapCodeStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * A module that is written as one function of what Node gives to modules, and needs nothing but Node's own. What V8
 * compiles of it is kept beside it for the next start, where that can be written. Whoever could change what is kept could
 * change the module too. Node's own `enableCompileCache` does so from 22 on, with the functions of the first run alone.
 */
export function requireCompiled(file: string): unknown {
  const kept = `${file}.${process.version}-${process.arch}.compiled`;
  const data = isNewer(kept, file) ? readFileSync(kept) : undefined;
  const cachedData = data?.subarray(0, -sizeBytes);
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    ...(cachedData !== undefined && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  const isComplete = cachedData !== undefined && script.cachedDataRejected !== true;
  const known = data === undefined || data.length < sizeBytes ? 0 : data.readUInt32LE(data.length - sizeBytes);
  // at the end, with the functions that were needed; anew where many were that no start had needed before
  process.once("exit", () => {
    if (!isComplete || (isSmall() && compiledSize() > 1.25 * known)) keep(kept, script);
  });
  return module.exports;
}

/** Of a module that took another's place nothing is kept: its file's state changed later. */
const isNewer = (kept: string, file: string): boolean =>
  (statSync(kept, { throwIfNoEntry: false })?.mtimeMs ?? 0) > statSync(file).ctimeMs;

/** How much code there was when it was kept stands at the end of what is kept. */
const sizeBytes = 4;

/** Counting goes through the whole heap: after a long run it takes longer than compiling ever will. */
const isSmall = (): boolean => getHeapStatistics().used_heap_size < 32 * 2 ** 20;

const compiledSize = (): number => getHeapCodeStatistics().bytecode_and_metadata_size;

function keep(kept: string, script: Script): void {
  const beside = `${kept}.${process.pid}`;
  try {
    writeFileSync(beside, "");
    const size = Buffer.alloc(sizeBytes);
    size.writeUInt32LE(compiledSize());
    writeFileSync(beside, Buffer.concat([script.createCachedData(), size]));
    renameSync(beside, kept);
  } catch {
    // whoever may not write there starts as before
  }
}

/** What V8 is told, by the version of Node.js; others go by themselves. */
const flags: Readonly<Record<string, readonly string[]>> = {
  v20: ["--interrupt-budget=1000000", "--semi-space-growth-factor=16"],
  v22: ["--invocation-count-for-turbofan=30000", "--semi-space-growth-factor=16"],
  v24: ["--invocation-count-for-maglev=40000"],
};

/**
 * Has V8 optimise only what runs for long, and give new objects much room at once: by itself it begins to optimise seconds
 * before it pays, and goes through what was read again and again. A check of five hundred files spends more on that than
 * on the files.
 */
export function runShort(): void {
  for (const flag of flags[process.version.split(".")[0]!] ?? []) setFlagsFromString(flag);
}
