import type { Stack } from "@quaywright/model";

/** The waivers of a declaration, where `quaywright check` reads them without running it. */
export const renderWaivers = ([stack]: readonly Stack[]): { readonly path: string; readonly text: string }[] =>
  stack === undefined || stack.waivers.length === 0
    ? []
    : [
        {
          path: `.projen/waivers.${stack.name}.json`,
          text: `${JSON.stringify({ waivers: stack.waivers }, undefined, 2)}\n`,
        },
      ];
