import { check } from "./check";
import { policyIn } from "./config/file";
import type { Finding } from "./finding";
import { mend } from "./fix";
import { memoryTree, recover, type Tree } from "./recover";
import { examplesOf, filesOf } from "./report/explain";
import type { Rule } from "./rule";
import { allRules } from "./rules";

type Files = Readonly<Record<string, string>>;

/** What a rule finds, or all of them. */
const foundIn = (tree: Tree, rule?: Rule): readonly Finding[] => {
  const severities = new Map(rule?.severity === "off" ? [[rule.id, "info" as const]] : []);
  const { findings } = check(recover(tree, { today: "2026-11-21" }), policyIn(tree, { severities }));
  return rule === undefined ? findings : findings.filter((finding) => finding.rule.id === rule.id);
};

const mended = (files: Files, rule?: Rule): Files => ({
  ...files,
  ...Object.fromEntries(
    mend(memoryTree(files), (tree) => foundIn(tree, rule)).map(({ source, text }) => [source.path, text]),
  ),
});

const onWindows = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\r?\n/g, "\r\n")]));

/** The bad examples that a rule has edits for. */
const examples = allRules().flatMap((rule) =>
  examplesOf(rule.bad)
    .map((example) => filesOf(rule, example))
    .filter((files) => foundIn(memoryTree(files), rule).some(({ edits }) => edits.length > 0))
    .map((files) => [rule.id, files, rule] as const),
);

describe.each(examples)("what %s mends in %j", (_, files, rule) => {
  test("is not found again, and nothing else instead", () => {
    const left = foundIn(memoryTree(files), rule).filter(({ edits }) => edits.length === 0);
    expect(foundIn(memoryTree(mended(files, rule)), rule)).toHaveLength(left.length);
    expect(foundIn(memoryTree(mended(files))).length).toBeLessThan(foundIn(memoryTree(files)).length);
  });

  test("is mended once", () => {
    expect(mended(mended(files))).toEqual(mended(files));
  });

  test("keeps the line ends of Windows", () => {
    expect(mended(onWindows(files), rule)).toEqual(onWindows(mended(files, rule)));
  });
});

test("what is not mended keeps every byte: comments, blanks, here-documents, what only looks alike", () => {
  const dockerfile = `\ufeff# syntax=docker/dockerfile:1
# from alpine as Build

from --platform=$TARGETPLATFORM  alpine:3.22   as Build\t
maintainer   Ada Byron <ada@example.org>
ENV  GREETING   hello   to $NAME # all
ENV QUOTED "a b"
RUN  echo a \\

  # run echo
  && echo b
RUN <<EOF
run env A b

EOF
FROM Build AS next
COPY --from=Build  /Build  /Build
expose 80/TCP`;
  const better = `\ufeff# syntax=docker/dockerfile:1
# from alpine as Build

FROM alpine:3.22   AS build\t
LABEL org.opencontainers.image.authors="Ada Byron <ada@example.org>"
ENV  GREETING="hello   to $NAME # all"
ENV QUOTED "a b"
RUN  echo a \\
  # run echo
  && echo b
RUN <<EOF
run env A b

EOF
FROM build AS next
COPY --from=build  /Build  /Build
EXPOSE 80/tcp`;
  expect(mended({ Dockerfile: dockerfile })).toEqual({ Dockerfile: better });
  expect(mended(onWindows({ Dockerfile: dockerfile }))).toEqual(onWindows({ Dockerfile: better }));
});

test("a line of a compose file goes only where another says the same", () => {
  const compose =
    "version: '3.9' # old\nservices:\n  a:\n    image: a:1 # first\n    image: a:1 # second\n  b:\n    image: b:1\n    image: b:1\n    init: true\n    init: false\n";
  expect(mended({ "compose.yaml": compose })).toEqual({
    "compose.yaml": compose.replace("version: '3.9' # old\n", "").replace("    image: b:1\n", ""),
  });
});

test("a waived finding is not mended", () => {
  const text =
    "FROM alpine:3.22\n# quaywright waive DL4000 until 2999-01-31 by ops: a tool of ours reads it\nMAINTAINER ops@example.org\n";
  expect(mended({ Dockerfile: text })).toEqual({ Dockerfile: text });
});
