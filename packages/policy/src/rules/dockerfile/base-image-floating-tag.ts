import { knownImage } from "../../knowledge/images";
import { chainOf } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "base-image-floating-tag",
  on: "image",
  severity: "info",
  seed: "warning",
  production: true,
  meaning: "The base image of production is named by a part of its version: `python:3.13-slim`.",
  reason: "The tag moves with each patch: two builds of one commit are two images.",
  how: "Images of which the full versions are known to be published: languages and servers.",
  fix: "Name the whole version, `python:3.13.1-slim`, or add the digest.",
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: { "Dockerfile.prod": 'FROM python:3.13-slim\nCMD ["python"]\n' },
  good: [
    { "Dockerfile.prod": "FROM python:3.13.1-slim\n" },
    { "Dockerfile.prod": "FROM alpine:3.22\n" },
    { "Dockerfile.prod": "FROM debian:12\n" },
  ],
  check(stage, tell) {
    const { base } = chainOf(stage).at(-1)!;
    const { digest, tag } = base.image ?? {};
    const known = knownImage(base.image);
    if (tag === undefined || digest !== undefined || known?.language === undefined) return;
    const [version = ""] = /^\d+(\.\d+)*/.exec(tag) ?? [];
    if (version !== "" && version.split(".").length < 3)
      tell({ at: base.at, says: `\`${base.text}\` moves with each patch.` });
  },
});
