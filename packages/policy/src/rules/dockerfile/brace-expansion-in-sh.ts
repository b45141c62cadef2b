import { imageOfStage } from "../../recover/dockerfile/image";
import { historyOf } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

const expanded = /^[^'"]*(?<!\$)\{[^{}'"\s]*,[^{}'"\s]*\}[^'"]*$/;

export default rule({
  id: "brace-expansion-in-sh",
  on: "command",
  of: ["chmod", "chown", "cp", "install", "ln", "mkdir", "mv", "rm", "touch"],
  severity: "warning",
  meaning: "Braces stand for several words in a shell that does not know that.",
  reason:
    "`sh` of Debian and Alpine takes them as they are: there is one folder called `{a,b}`, and neither `a` nor `b`.",
  how: "`{a,b}` without quotes in a `RUN` of an image of Debian or Alpine, without a `SHELL` or `bash -c` around it.",
  fix: 'Write the words out, or `SHELL ["/bin/bash", "-c"]` before.',
  aliases: ["SC3009"],
  references: ["https://www.shellcheck.net/wiki/SC3009"],
  bad: [
    "FROM alpine:3.22\nRUN mkdir -p /app/{cache/data,views} /app/logs\n",
    "FROM debian:13 AS base\nFROM base\nRUN rm -rf /a/{b,c}\n",
  ],
  good: [
    "FROM alpine:3.22\nRUN mkdir -p /app/cache /app/views && mkdir '/{a,b}' \"/{c,d}\" /${A}/{e}\n",
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN mkdir -p /app/{a,b}\n',
    "FROM debian:13\nRUN bash -c 'mkdir -p /app/{a,b}'\n",
    "FROM fedora:43\nRUN mkdir -p /app/{a,b}\n",
    "FROM debian:13\nRUN <<EOF\n#!/bin/bash\nmkdir -p /app/{a,b}\nEOF\n",
  ],
  check({ command, run, stage }, tell) {
    const braces = command.argv.find(({ text }) => text.includes("{") && expanded.test(text));
    if (braces === undefined || run.json !== undefined || run.heredocs.length > 0) return;
    if (/^(bash|zsh|ksh)$/.test(command.wrapper?.name ?? "")) return;
    if (!["alpine", "debian"].includes(imageOfStage(stage).family)) return;
    const isChosen = historyOf(stage).some(({ at, keyword }) => keyword === "SHELL" && at.start < run.at.start);
    if (!isChosen) tell({ at: braces.at, says: `\`${braces.text}\` stays one word in this shell.` });
  },
});
