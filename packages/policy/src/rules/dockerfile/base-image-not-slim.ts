import { chainOf } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

const full = /^(python|node|ruby|perl|rust|golang|openjdk|gcc|buildpack-deps)$/;

export default rule({
  id: "base-image-not-slim",
  on: "image",
  severity: "info",
  production: true,
  meaning: "The image that is run is built from a full image, where a slim one exists.",
  reason: "Compilers and headers are in it that nothing uses: hundreds of megabytes more, and their vulnerabilities.",
  fix: "Take the `-slim` variant, and build in a stage of its own what needs a compiler.",
  aliases: ["CIS-4.3"],
  references: ["https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image"],
  bad: 'FROM python:3.13\nCMD ["python"]\n',
  good: [
    "FROM python:3.13-slim\n",
    "FROM node:22-alpine\n",
    "FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=build /a /a\n",
  ],
  check(stage, tell) {
    const { base } = chainOf(stage).at(-1)!;
    const { name = "", registry, tag = "" } = base.image ?? {};
    if (
      registry !== "docker.io" ||
      !full.test(name) ||
      /slim|alpine|windows|nanoserver|distroless/.test(tag) ||
      tag === ""
    )
      return;
    tell({ at: base.at, says: `\`${base.text}\` holds compilers and headers.` });
  },
});
