import { type Build, placeOf, type Stack } from "@quaywright/model";
import { bakeTargets, mainOf, type Target } from "../bake-targets";
import type { PlannedFile } from "../planned-file";
import { nxProject } from "./project";

/** A workspace of Nx to start from: it asks nothing, and sends nothing. */
export const nxJson = json({ analytics: false, neverConnectToCloud: true });

/**
 * Each image as a project of Nx: https://nx.dev/docs/reference/project-configuration
 *
 * @param folder that of the stack, from the workspace's: empty where they are the same.
 */
export function planNx(stacks: readonly Stack[], folder: string): PlannedFile[] {
  const targets = bakeTargets(stacks);
  const main = mainOf([...targets.values()]);
  if (main?.nx !== true) return [];
  const images = new Map<Build, [Target, ...Target[]]>();
  for (const target of targets.values()) {
    const own = images.get(target.build);
    if (own === undefined) images.set(target.build, [target]);
    else own.push(target);
  }
  return [...images].map(([build, own]) => ({
    path: placeOf(build, "project.json"),
    text: json(nxProject(build, own, { main, stacks, targets, folder })),
  }));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
