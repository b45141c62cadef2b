// `node -r quaywright/run .projenrc.ts`: what is JavaScript already is loaded first, so that tsx transforms the user's
// own files only, which halves the time of a synth.
import "projen/lib/project";
import { DeclarationError, Refusal } from "./index";
import "tsx/cjs";

/** A mistake of the user is told in words, a mistake of ours with where it happened. */
process.on("uncaughtException", (error: Error | undefined) => {
  const mistake = error instanceof DeclarationError || error instanceof Refusal;
  process.stderr.write(`${mistake ? error.message : (error?.stack ?? String(error))}\n`);
  process.exit(1);
});
