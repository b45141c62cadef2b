#!/usr/bin/env node
import "./run";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const file = resolve(process.argv[2] ?? ".projenrc.ts");
if (existsSync(file)) require(file);
else {
  process.stderr.write(
    `There is no \`${file}\`. Write one that declares a \`StackProject\`, then run \`npx quaywright\`.\n`,
  );
  process.exitCode = 1;
}
