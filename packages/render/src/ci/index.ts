import type { Stack } from "@quaywright/model";
import { bakeTargets, mainOf, type Target } from "../bake-targets";
import type { PlannedFile } from "../planned-file";
import { renderDependabot } from "./dependabot";
import { renderWorkflow } from "./github";
import { renderPipeline } from "./gitlab";
import type { Pipeline } from "./pipeline";
import type { Published } from "./published";
import { renderRenovate } from "./renovate";

/** What runs where the repository is: checks, builds, releases, and who looks for newer images. */
export function planCi(stacks: readonly Stack[]): PlannedFile[] {
  const targets = [...bakeTargets(stacks).values()];
  const stack = mainOf(targets) ?? stacks.find(({ mode }) => mode === "production");
  if (stack?.ci === undefined) return [];
  const { ci } = stack;
  const images = stack.images.registry === undefined ? [] : targets.flatMap((target) => published(target, stack));
  const pipeline: Pipeline = { ci, stack, images };
  return [
    { path: ci.file, text: ci.host === "github" ? renderWorkflow(pipeline) : renderPipeline(pipeline) },
    ...(ci.updates === "dependabot" ? [{ path: ".github/dependabot.yml", text: renderDependabot(stacks) }] : []),
    ...(ci.updates === "renovate" ? [{ path: "renovate.json5", text: renderRenovate(stacks) }] : []),
  ];
}

/** What is built unasked: the images of one environment. */
const published = ({ image, name, stacks }: Target, stack: Stack): Published[] =>
  stacks.includes(stack) ? [{ target: name, repository: image.repository }] : [];
