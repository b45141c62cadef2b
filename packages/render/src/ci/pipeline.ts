import type { Ci, Stack } from "@quaywright/model";
import { nativePlatforms, type Platform } from "./platforms";
import type { Published } from "./published";

/** What a workflow is made of: the stack of production, and the images that are published. */
export interface Pipeline {
  readonly ci: Ci;
  readonly stack: Stack;
  readonly images: readonly Published[];
}

/** Whether a change builds only the images that it touches: Nx tells them, and the registry has the others. */
export const chooses = ({ images, stack }: Pipeline): boolean => stack.nx && images.length > 0;

/** Where the stack is started: on the first platform that it is built for, that of most machines if it is one of them. */
export function startPlatform({ stack }: Pipeline): Platform {
  const platforms = nativePlatforms(stack.images.platforms);
  return platforms.find(({ platform }) => platform === "linux/amd64") ?? platforms[0]!;
}

/** The words of `$IMAGES`: each target with its image. */
export const imagesOf = ({ images }: Pipeline): string =>
  images.map(({ repository, target }) => `${target}=${repository}`).join(" ");
