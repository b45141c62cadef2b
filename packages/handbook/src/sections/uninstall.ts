import type { Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { compose, line } from "../command";
import { type MakeSection, section } from "../section";
import { builtImages, everyProfile } from "../view";
import { remove } from "../words/schedule";
import * as words from "../words/uninstall";

export const uninstall: MakeSection = ({ stacks }) =>
  section(
    words.title,
    stacks.flatMap((stack) => [
      ...(stack.files.schedule === undefined
        ? []
        : [document.paragraph(remove), document.code(line(["sudo", stack.files.schedule, "remove"]))]),
      document.paragraph(words.keep(stack.environment)),
      document.code([compose(stack, ...everyProfile(stack), "down", "--remove-orphans"), ...images(stack)].join("\n")),
      ...(stack.volumes.length === 0
        ? []
        : [
            document.paragraph(words.all(stack.environment)),
            document.code(compose(stack, ...everyProfile(stack), "down", "--remove-orphans", "--volumes")),
          ]),
    ]),
    document.paragraph(words.files),
  );

function images(stack: Stack): string[] {
  const built = builtImages(stack).map(({ repository, tag }) => `${repository}:${tag}`);
  return built.length === 0 ? [] : [line(["docker", "image", "rm", ...built])];
}
