import { textAt } from "../../place";
import { shellOf } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "heredoc-errexit",
  on: "instruction",
  of: ["<<"],
  severity: "warning",
  meaning: "A here-document of `RUN` goes on after a command that failed.",
  reason: "Only the last command's result counts: a broken step is built into the image, and cached.",
  how: "A shell's script of several commands without `set -e`. A script of another language, one command, and commands that are joined by `&&` are let pass.",
  fix: "Begin it with `set -e`.",
  references: ["https://github.com/hadolint/hadolint/issues/882"],
  bad: "FROM alpine:3.22\nRUN <<EOF\napk add a\napk add b\nEOF\n",
  good: [
    "FROM alpine:3.22\nRUN <<EOF\nset -eu\napk add a\napk add b\nEOF\n",
    "FROM python:3.13\nRUN <<EOF\n#!/usr/bin/env python3\nimport os\nprint(1)\nEOF\n",
    "FROM alpine:3.22\nRUN <<EOF\napk add a &&\napk add b\nEOF\nRUN cat <<EOF > /a\nx\ny\nEOF\n",
    "FROM alpine:3.22\nRUN <<EOF\n#!/bin/sh -e\na\nb\nEOF\n",
    'FROM alpine:3.22\nSHELL ["/bin/sh", "-ec"]\nRUN <<EOF\na\nb\nEOF\n',
  ],
  check({ instruction: run, stage }, tell) {
    const [heredoc] = run.heredocs;
    if (
      run.keyword !== "RUN" ||
      heredoc === undefined ||
      !/^<</.test(run.words[0]?.value ?? "") ||
      run.words.length > 1
    )
      return;
    const body = textAt(heredoc.body);
    const [shebang] = /^#!.*/.exec(body) ?? [];
    if (shebang !== undefined && (!/\b(ba|da|a|z)?sh\b/.test(shebang) || /\s-[a-z]*e/.test(shebang))) return;
    const shell = shellOf(run, stage);
    if (shell?.json?.some((word) => /^-[a-z]*e|errexit|powershell|pwsh/.test(word))) return;
    if (run.commands.some(({ args, name }) => name === "set" && args.some((arg) => /^-[a-zA-Z]*e|errexit/.test(arg))))
      return;
    const plain = run.commands.filter(
      ({ name, previous, within, wrapper }) =>
        name !== "" && wrapper === undefined && previous === undefined && within.length === 0,
    );
    if (plain.length < 2) return;
    tell({ at: run.words[0]!.at, says: `Nobody notices if \`${plain[0]!.name}\` fails.` });
  },
});
