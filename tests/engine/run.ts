import { spawn } from "node:child_process";

/** What a command said and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Seconds after which it is killed. Default: 300. */
  readonly timeout?: number;
}

/** A command that runs beside the test. */
export interface Running {
  /** What it said so far. */
  said(): string;
  /** Does what Ctrl-C does, and waits for its end. */
  interrupt(): Promise<Outcome>;
}

/** Runs a command to its end, whatever that is. Its environment is this process's PATH and HOME, and `env`. */
export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  launch(command, args, options).ended;

/** Starts a command that goes on until it is interrupted. */
export function start(command: string, args: readonly string[], options: RunOptions = {}): Running {
  const { child, ended, said } = launch(command, args, options);
  return {
    said,
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

function launch(command: string, args: readonly string[], { cwd, env = {}, input, timeout = 300 }: RunOptions) {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...env },
    timeout: timeout * 1000,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? (signal === null ? 1 : 128), stdout, stderr }));
  });
  child.stdin.end(input);
  return { child, ended, said: () => stdout + stderr };
}

/** Runs a command that must succeed; gives what it printed. */
export async function succeed(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
