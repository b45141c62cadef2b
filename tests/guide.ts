import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import MarkdownIt from "markdown-it";

/** What a reader of a guide does, in its order. */
export type GuideStep =
  | { readonly kind: "write"; readonly path: string; readonly text: string }
  | { readonly kind: "type"; readonly line: string };

/** The steps of a guide: a block below a name of a file is that file, one of the shell is typed line by line. */
export function stepsOf(guide: string): readonly GuideStep[] {
  const tokens = new MarkdownIt().parse(readFileSync(resolve(__dirname, "../docs/guides", guide), "utf8"), {});
  return tokens.flatMap(({ content, info, type }, index): GuideStep[] => {
    if (type !== "fence") return [];
    if (info === "sh")
      return content
        .trimEnd()
        .split("\n")
        .map((line) => ({ kind: "type", line }));
    const path = /^`([^`]+)`:$/.exec(tokens[index - 2]?.content ?? "")?.[1];
    return path === undefined ? [] : [{ kind: "write", path, text: content }];
  });
}
