import type { Stage } from "../../recover/dockerfile/nodes";
import type { Repository } from "../../recover/repository";
import { rule } from "../../rule";

export default rule({
  id: "base-image-tag-missing",
  on: "stage",
  severity: "error",
  meaning: "A base image has neither a tag nor a digest.",
  reason: "It is `latest`: the same Dockerfile builds another image tomorrow.",
  how: "Stages, `scratch`, images that this repository builds, and contexts of a build are let pass.",
  fix: "Name the version: `python:3.13-slim`.",
  aliases: ["DL3006", "DS-0001", "CKV_DOCKER_7", "9efb0b2d", "DKL-DI-0006"],
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: ["FROM python\n", "ARG BASE=python\nFROM ${BASE}\n"],
  good: [
    "FROM scratch\nCOPY a /\n",
    "FROM python:3.13 AS base\nFROM base\n",
    "ARG BASE\nFROM $BASE\n",
    { Dockerfile: "FROM app-base\n", "compose.yaml": "services:\n  base:\n    image: app-base\n    build: ./base\n" },
    {
      Dockerfile: "FROM src\n",
      "compose.yaml": "services:\n  a:\n    build:\n      context: .\n      additional_contexts: {src: ./src}\n",
    },
  ],
  check(stage, tell, repository) {
    const { image } = stage.base;
    if (image === undefined || image.tag !== undefined || image.digest !== undefined || isMadeHere(stage, repository))
      return;
    tell({ at: stage.base.at, says: `\`${stage.base.text}\` is whatever \`latest\` is on that day.` });
  },
});

function isMadeHere({ base, dockerfile }: Stage, { stacks, tree, usesOf }: Repository): boolean {
  if (usesOf(dockerfile).some(({ service }) => service?.build?.contexts.includes(base.text))) return true;
  if (
    tree.paths.some((path) => /(^|\/)docker-bake\.(hcl|json)$/.test(path) && tree.read(path)?.text.includes(base.text))
  )
    return true;
  return stacks.some(({ services }) =>
    [...services.values()].some(({ build, image }) => build !== undefined && image?.value?.split(":")[0] === base.text),
  );
}
