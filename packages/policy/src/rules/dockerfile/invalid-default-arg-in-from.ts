import { expand } from "../../recover/dockerfile/expand";
import { imageReference } from "../../recover/image-reference";
import { rule } from "../../rule";

export default rule({
  id: "invalid-default-arg-in-from",
  on: "stage",
  of: ["$"],
  severity: "warning",
  meaning: "The image of a `FROM` has no name unless a build argument is given.",
  reason: "`docker build .` fails, and the message speaks of an empty name.",
  how: "Silent where compose gives the argument.",
  fix: "Give the `ARG` a default.",
  aliases: ["InvalidDefaultArgInFrom"],
  references: ["https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/"],
  bad: ["ARG TAG\nFROM alpine:${TAG}\n", "ARG BASE\nFROM $BASE\n"],
  good: [
    "ARG TAG=3.22\nFROM alpine:${TAG}\n",
    "ARG SUFFIX\nFROM alpine:3.22${SUFFIX}\n",
    {
      Dockerfile: "ARG TAG\nFROM alpine:$TAG\n",
      "compose.yaml": "services:\n  a:\n    build:\n      context: .\n      args:\n        TAG: '3.22'\n",
    },
  ],
  check({ base, dockerfile }, tell, repository) {
    const declared = dockerfile.globals.flatMap(({ pairs }) => pairs);
    const missing = base.unknown.filter((name) => declared.some((pair) => pair.name === name));
    if (missing.length === 0 || missing.length < base.unknown.length) return;
    const text = expand(base.written, (name) => declared.find((pair) => pair.name === name)?.value ?? "").text;
    if (imageReference(text.replace(/["']/g, "")) !== undefined) return;
    const builds = repository.usesOf(dockerfile).flatMap(({ service }) => service?.build ?? []);
    if (builds.length > 0 && missing.every((name) => builds.every(({ args }) => args.some((arg) => arg.name === name))))
      return;
    tell({ at: base.at, says: `\`${base.written}\` is \`${text}\` unless \`${missing[0]}\` is given.` });
  },
});
