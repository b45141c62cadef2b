import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A command whose time is measured. */
export interface Case {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** It ends with 1 where it finds something. */
  readonly findings?: boolean;
  /** Ratio to the first case that it should not pass. */
  readonly goal?: number;
}

export interface Measured extends Case {
  /** Median wall time in milliseconds. */
  readonly median: number;
  /** Mean time of processors, user and system, in milliseconds; undefined where the system does not tell. */
  readonly cpu?: number;
}

/** The cases' medians over `rounds` rounds, each of which runs every case once. A first round warms the caches. */
export function measure(cases: readonly Case[], rounds: number): Measured[] {
  const times = cases.map((): number[] => []);
  const used = cases.map(() => 0);
  for (let round = 0; round <= rounds; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds}`);
    for (const [index, { args, command, cwd, findings, name }] of cases.entries()) {
      const [start, before] = [process.hrtime.bigint(), cpuOfChildren()];
      const { status, stderr } = spawnSync(command, args, {
        cwd,
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      });
      if (status !== 0 && !(findings && status === 1 && stderr === ""))
        throw new Error(`${name} ended with ${status}: ${stderr}`);
      if (round === 0) continue;
      times[index]?.push(Number(process.hrtime.bigint() - start) / 1e6);
      used[index]! += cpuOfChildren() - before;
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  return cases.map((one, index) => ({
    ...one,
    median: middle(times[index] ?? []),
    ...(used[index]! > 0 && { cpu: used[index]! / rounds }),
  }));
}

/**
 * What all children that have ended took of the processors, in milliseconds: Linux counts it in hundredths of a second,
 * so it is a mean over the rounds that says something. Zero on other systems.
 */
function cpuOfChildren(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

const middle = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** A table of the ratios to the first case, by the time of processors where it is known: others may be using them too. */
export function report(measured: readonly Measured[]): string {
  const [first] = measured;
  const byCpu = measured.every(({ cpu }) => cpu !== undefined);
  const rows = measured.map(({ cpu, goal, median, name }) => {
    const ratio = byCpu ? cpu! / first!.cpu! : median / (first?.median ?? 1);
    const verdict =
      goal === undefined
        ? ""
        : `  goal ${goal < 1 ? goal.toFixed(2) : goal.toFixed(1)}: ${ratio <= goal ? "met" : "missed"}`;
    const processors = byCpu ? `${cpu!.toFixed(0).padStart(8)} ms of CPU` : "";
    return `${name.padEnd(48)}${median.toFixed(0).padStart(7)} ms${processors} ${ratio.toFixed(ratio < 0.1 ? 3 : 2).padStart(6)} ×${verdict}`;
  });
  return `${rows.join("\n")}\n`;
}
