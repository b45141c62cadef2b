// `node -r quaywright/run .projenrc.ts`: what is JavaScript already is loaded first, so that tsx transforms the user's
// own files only, which halves the time of a synth.
import "projen/lib/project";
import { unsynthesized } from "@quaywright/synth";
import { DeclarationError, Refusal } from "./index";
import "tsx/cjs";

/** A mistake of the user is told in words, a mistake of ours with where it happened. */
process.on("uncaughtException", (error: Error | undefined) => {
  process.stderr.write(`${(isMistake(error) ? error?.message : error?.stack) ?? String(error)}\n`);
  process.exit(1);
});

/** What a declaration has wrong, what the disk refuses, and TypeScript that is none, of which esbuild tells the place. */
const isMistake = (error: Error | undefined): boolean =>
  error instanceof DeclarationError || error instanceof Refusal || error?.name === "TransformError";

process.on("exit", (code) => {
  if (code !== 0 || unsynthesized.size === 0) return;
  process.stderr.write("The declaration was read and nothing written: it ends without `project.synth()`.\n");
  process.exitCode = 1;
});
