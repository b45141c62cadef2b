import { relative } from "node:path";
import { eject as handOver, readStacks } from "@quaywright/synth";
import { say } from "./say";

/** `quaywright eject`: hands every generated file over to its owner, and says how to go back. Gives the exit code. */
export function eject(file: string): number {
  const ejected = handOver(readStacks(() => require(file)));
  if (ejected.length === 0) return say(process.stderr, [`\`${file}\` declares no stack.`], 1);
  const lines = ejected.flatMap(({ declaration, files, folder }) => {
    const place = relative(process.cwd(), folder) || "this folder";
    return [
      `${files.length} files of ${place} are yours now: nothing writes them any more.`,
      declaration === undefined
        ? "Take the stack out of your .projenrc.ts: while it is there, `npx projen` takes them back."
        : `To go back: \`mv ${declaration} .projenrc.ts && npx quaywright\`. For good: \`npm uninstall quaywright projen\`.`,
    ];
  });
  return say(process.stdout, lines, 0);
}
