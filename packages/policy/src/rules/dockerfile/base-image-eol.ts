import { endOfLife, sayEnd } from "@quaywright/versions";
import { rule } from "../../rule";

export default rule({
  id: "base-image-eol",
  on: "stage",
  severity: "warning",
  meaning: "A base image is past its end of life.",
  reason: "Nobody mends its vulnerabilities any more, and its package archives may be gone.",
  how: "By a table of the versions' last days, as their projects announced them.",
  fix: "Take a version that is maintained.",
  aliases: ["CIS-4.4", "CIS-DI-0004"],
  references: ["https://endoflife.date"],
  bad: ["FROM python:2.7\n", "FROM node:14-alpine\n", "FROM debian:buster-slim\n", "FROM python:3.9-slim-buster\n"],
  good: ["FROM python:3.13-slim\n", "FROM node:24\n", "FROM debian:12\n", "FROM company/python:2.7\n"],
  check({ base }, tell, { today }) {
    const { name, registry, tag } = base.image ?? {};
    if (name === undefined || tag === undefined || registry !== "docker.io") return;
    const end = endOfLife(name, tag).find(({ day }) => day < today);
    if (end !== undefined) tell({ at: base.at, says: `\`${base.text}\`: ${sayEnd(end, today)}.` });
  },
});
