import { spawnSync } from "node:child_process";

const { status } = spawnSync("docker", ["info"], { stdio: "ignore" });

/** Whether a Docker Engine with Compose answers on this machine. */
export const engineAnswers =
  status === 0 && spawnSync("docker", ["compose", "version"], { stdio: "ignore" }).status === 0;

if (!engineAnswers) process.stderr.write("No Docker Engine with Compose answers here: its tests are skipped.\n");

/** `describe`, for what needs an engine; skipped where none answers. */
export const onEngine: jest.Describe = (engineAnswers ? describe : describe.skip) as jest.Describe;
