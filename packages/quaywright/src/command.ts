#!/usr/bin/env node
// what looks at files loads neither projen nor TypeScript: it starts almost as fast as node itself
const args = process.argv.slice(2);

if (args[0] === "explain" || (args[0] === "check" && !args.includes("--drift"))) {
  const { version } = require("../package.json") as { version: string };
  process.exitCode = (require("@quaywright/policy") as typeof import("@quaywright/policy")).main(args, version);
} else require("./cli");
