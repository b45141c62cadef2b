import { execFileSync } from "node:child_process";

/** Runs a command for what it leaves behind. */
export const quietly = (command: string, args: readonly string[], cwd: string): void => {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
};
