import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "./on-path";
import { freePort } from "./port";
import { run, succeed } from "./run";
import { eventually } from "./stack";

const program = onPath("docker-registry");

/** Whether there is one: Debian's package `docker-registry`. */
export const hasRegistry = program !== undefined;

/** A registry of images on this machine: https://distribution.github.io/distribution/ */
export class ImageRegistry {
  private constructor(
    /** `localhost:4321`. */
    readonly host: string,
    readonly folder: string,
    readonly process: ChildProcess,
  ) {}

  static async open(): Promise<ImageRegistry> {
    const host = `localhost:${await freePort()}`;
    const folder = mkdtempSync(join(tmpdir(), "quaywright-images-"));
    const settings = {
      version: "0.1",
      log: { level: "error" },
      storage: { filesystem: { rootdirectory: join(folder, "data") } },
      http: { addr: host.replace("localhost", "127.0.0.1") },
    };
    writeFileSync(join(folder, "config.yml"), JSON.stringify(settings));
    const server = spawn(program ?? "", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
    const registry = new ImageRegistry(host, folder, server);
    await eventually(
      async () => (await fetch(`http://${host}/v2/`)).status,
      (status) => status === 200,
    );
    return registry;
  }

  /** The digest of an image's name in it. */
  digest = async (image: string): Promise<string> =>
    (
      await succeed("docker", ["buildx", "imagetools", "inspect", image, "--format", "{{print .Manifest.Digest}}"])
    ).trim();

  close(): void {
    this.process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Removes the images that this engine has under a reference, which may have `*`. */
export async function forgetImages(reference: string): Promise<void> {
  const list = ["image", "ls", "--filter", `reference=${reference}`, "--format", "{{.Repository}}:{{.Tag}}"];
  const names = (await succeed("docker", list)).split("\n").filter((each) => each !== "");
  if (names.length > 0) await run("docker", ["image", "rm", "--force", ...names]);
}
