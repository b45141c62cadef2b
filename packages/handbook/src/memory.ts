import type { Stack } from "@quaywright/model";
import { lasting } from "./view";

const units: Readonly<Record<string, number>> = { b: 1 / 1_048_576, k: 1 / 1024, m: 1, g: 1024 };

/** A limit of memory in MiB. */
export const mebibytes = (limit: string): number => Number(limit.slice(0, -1)) * (units[limit.slice(-1)] ?? 1);

/** The limits of all its containers together, such as `2.5 GiB`; undefined where one has none. */
export function memoryOf(stack: Stack): string | undefined {
  const limits = lasting(stack).map(({ replicas, resources }) =>
    resources.memory === undefined ? NaN : replicas * mebibytes(resources.memory),
  );
  const sum = limits.reduce((total, each) => total + each, 0);
  return limits.length === 0 || Number.isNaN(sum) ? undefined : printMemory(sum);
}

export const printMemory = (amount: number): string =>
  amount < 1024 ? `${Math.ceil(amount)} MiB` : `${Math.ceil(amount / 102.4) / 10} GiB`;
