import { succeed } from "./run";

/**
 * Removes containers, volumes and networks that a filter of Docker names, whatever the Compose files say by now: `down`
 * leaves the networks of an earlier declaration, and does nothing without the variables that its files ask for.
 */
export async function clear(filter: `label=${string}` | `name=${string}`): Promise<void> {
  const found = async (kind: string, ...options: string[]): Promise<string[]> =>
    (await succeed("docker", [kind, "ls", ...options, "--quiet", "--filter", filter]))
      .split("\n")
      .filter((id) => id !== "");
  const containers = await found("container", "--all");
  if (containers.length > 0) await succeed("docker", ["container", "rm", "--force", "--volumes", ...containers]);
  const volumes = await found("volume");
  if (volumes.length > 0) await succeed("docker", ["volume", "rm", "--force", ...volumes]);
  const networks = await found("network");
  if (networks.length > 0) await succeed("docker", ["network", "rm", "--force", ...networks]);
}
