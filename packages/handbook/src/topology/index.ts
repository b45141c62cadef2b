import type { Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import * as words from "../words/overview";
import { graphOf } from "./graph";
import { mermaidOf } from "./mermaid";
import { svgOf } from "./svg";

/** The picture of a stack, as a block of a page: Mermaid, or the SVG file at `path`. */
export const picture = (stack: Stack, path: string | undefined): document.Block =>
  path === undefined
    ? document.code(mermaidOf(graphOf(stack)), "mermaid")
    : { kind: "picture", path, alternative: words.alternative(stack.environment) };

export const drawn = (stack: Stack): string => svgOf(graphOf(stack));
