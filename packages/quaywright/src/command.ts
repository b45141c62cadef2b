#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";

// whoever reads the first lines alone, as `head` does, has seen enough
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// what looks at files loads neither projen nor TypeScript: it starts almost as fast as node itself
const args = process.argv.slice(2);

if (args[0] === "explain" || (args[0] === "check" && !args.includes("--drift"))) {
  process.exitCode = checker().main(args, () => (require("../package.json") as { version: string }).version);
  // once all is written: going through memory to give it back would take longer than many a check
  if (process.stdout.writableLength === 0) process.exit();
  else process.stdout.write("", () => process.exit());
} else {
  // from Node 22 on, what was compiled once is kept in the system's folder for that
  (require("node:module") as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  require("./cli");
}

/** As one file where it is published: that starts in a third of the time. */
function checker(): typeof import("@quaywright/policy") {
  // where Node looks, without the reading of package files by which it makes sure
  const bundle = module.paths.map((folder) => join(folder, "@quaywright/policy/lib/bundle.js")).find(existsSync);
  if (bundle === undefined) return require("@quaywright/policy");
  const { requireCompiled, runShort } = require("./compiled") as typeof import("./compiled");
  runShort();
  return requireCompiled(bundle) as typeof import("@quaywright/policy");
}
