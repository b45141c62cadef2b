import { knownImage } from "../../knowledge/images";
import { hasNoVersion } from "../../recover/image-reference";
import { rule } from "../../rule";

const moving = /^(latest|stable|edge|mainline|nightly|master|main|dev|rolling|current|canary)$/;

export default rule({
  id: "base-image-latest",
  on: "stage",
  severity: "error",
  meaning: "A base image is taken by a tag that moves, such as `latest`.",
  reason: "The same Dockerfile builds another image tomorrow, and no one can build yesterday's again.",
  how: "A tag that names a variant and no version, `node:alpine`, is a warning.",
  fix: "Name the version: `python:3.13-slim`.",
  aliases: ["DL3007", "DS-0001", "CKV_DOCKER_7", "f45ea400"],
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: ["FROM python:latest\n", "FROM node:alpine\n"],
  good: [
    "FROM python:3.13-slim\n",
    "FROM node:jod-alpine\n",
    "FROM debian:bookworm-slim\n",
    "ARG TAG=3.13\nFROM python:${TAG}\n",
    "FROM python:latest@sha256:0123456789012345678901234567890123456789012345678901234567890123\n",
  ],
  check({ base }, tell) {
    const { digest, tag } = base.image ?? {};
    if (tag === undefined || digest !== undefined) return;
    const says = `\`${base.text}\` is another image tomorrow.`;
    const known = knownImage(base.image);
    if (moving.test(tag)) tell({ at: base.at, says });
    // of a system the name of a release is its version
    else if (hasNoVersion(tag) && known !== undefined && known.system !== true)
      tell({ at: base.at, says, severity: "warning" });
  },
});
