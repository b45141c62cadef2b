const { mkdirSync, writeFileSync } = require("node:fs");
const { shout } = require("../../words.json");

mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.js", `exports.greet = (name) => "hello " + name + ${JSON.stringify(shout)};\n`);
