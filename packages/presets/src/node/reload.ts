/** Runs a command and starts it anew when a source changes: by asking, since not every mount tells of changes. */
export const nodeReloadProgram = `#!/usr/bin/env node
// reload COMMAND...: runs it, and anew when a source below the working folder changes
"use strict";
const { spawn } = require("node:child_process");
const { readdirSync, statSync } = require("node:fs");
const { constants } = require("node:os");
const { join } = require("node:path");

const [command, ...args] = process.argv.slice(2);
const isSource = (name) => /\\.([cm]?[jt]sx?|json)$/.test(name);

function snapshot(folder = ".", found = new Map()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) snapshot(path, found);
    else if (isSource(entry.name)) {
      const seen = statSync(path, { throwIfNoEntry: false });
      if (seen !== undefined) found.set(path, seen.mtimeMs);
    }
  }
  return found;
}

const changed = (before, now) =>
  [...new Set([...before.keys(), ...now.keys()])].sort().find((path) => before.get(path) !== now.get(path));

let child;
let ended = false;
let stopping = false;
let again = false;
function start() {
  ended = again = false;
  child = spawn(command, args, { stdio: "inherit" });
  child.on("error", (error) => {
    console.error("reload: " + error.message);
    process.exit(127);
  });
  child.on("exit", (code, signal) => {
    ended = true;
    // it ended by itself: whoever watches the container should know of a success, and mend a failure
    if (stopping || (code === 0 && !again)) process.exit(code ?? 128 + constants.signals[signal]);
    if (again) start();
  });
}

function stop() {
  stopping = true;
  if (ended) process.exit(0);
  child.kill("SIGTERM");
}

let seen = snapshot();
start();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

setInterval(() => {
  const now = snapshot();
  const path = changed(seen, now);
  if (path === undefined || stopping) return;
  seen = now;
  console.error("reload: " + path + " changed, starting anew");
  if (ended) return start();
  again = true;
  child.kill("SIGTERM");
}, 1000);
`;
