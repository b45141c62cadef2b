import { randomBytes } from "node:crypto";
import type { Use } from "./needs";

const leastBytes = 32;

/** A value that nobody guesses, in characters that every reader takes as they are. */
export function strongValue(uses: readonly Use[]): string {
  const characters = Math.max(...uses.map(({ input }) => input.rule.minimumLength ?? 0));
  return randomBytes(Math.max(leastBytes, Math.ceil(characters / 2))).toString("hex");
}
