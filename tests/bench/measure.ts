import { spawnSync } from "node:child_process";

/** A command whose wall time is measured. */
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
}

/** The cases' medians over `rounds` rounds, each of which runs every case once. A first round warms the caches. */
export function measure(cases: readonly Case[], rounds: number): Measured[] {
  const times = cases.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds}`);
    for (const [index, { args, command, cwd, findings, name }] of cases.entries()) {
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(command, args, {
        cwd,
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      });
      if (status !== 0 && !(findings && status === 1 && stderr === ""))
        throw new Error(`${name} ended with ${status}: ${stderr}`);
      if (round > 0) times[index]?.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  return cases.map((one, index) => ({ ...one, median: middle(times[index] ?? []) }));
}

const middle = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** A table of the ratios to the first case. */
export function report(measured: readonly Measured[]): string {
  const [first] = measured;
  const rows = measured.map(({ goal, median, name }) => {
    const ratio = median / (first?.median ?? 1);
    const verdict =
      goal === undefined
        ? ""
        : `  goal ${goal < 1 ? goal.toFixed(2) : goal.toFixed(1)}: ${ratio <= goal ? "met" : "missed"}`;
    return `${name.padEnd(48)}${median.toFixed(0).padStart(7)} ms ${ratio.toFixed(ratio < 0.1 ? 3 : 2).padStart(6)} ×${verdict}`;
  });
  return `${rows.join("\n")}\n`;
}
