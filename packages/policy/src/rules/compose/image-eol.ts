import { endOfLife, sayEnd } from "@quaywright/versions";
import { rule } from "../../rule";

export default rule({
  id: "image-eol",
  on: "service",
  severity: "warning",
  meaning: "A service takes an image that is past its end of life.",
  reason: "Nobody mends its vulnerabilities any more.",
  how: "By a table of the versions' last days, as their projects announced them.",
  fix: "Take a version that is maintained; a database's data has to be moved to it, as its project describes.",
  aliases: ["CIS-4.4"],
  references: ["https://endoflife.date"],
  bad: [
    "services:\n  db:\n    image: postgres:12\n",
    "services:\n  db:\n    image: ${DB_IMAGE:-docker.io/library/mysql:5.7}\n",
    "services:\n  app:\n    image: python:3.8-slim\n    command: python app.py\n",
    "services:\n  cache:\n    image: redis:7.0-alpine\n",
  ],
  good: [
    "services:\n  db:\n    image: postgres:17\n  own:\n    image: company/postgres:12\n  any:\n    image: postgres:${VERSION}\n",
    {
      Dockerfile: "FROM python:3.13-slim\n",
      "compose.yaml": "services:\n  app:\n    build: .\n    image: python:2.7\n",
    },
  ],
  check({ build, image, name }, tell, { today }) {
    const { name: of, registry, tag } = image?.reference ?? {};
    if (build !== undefined || of === undefined || tag === undefined || registry !== "docker.io") return;
    const end = endOfLife(of, tag).find(({ day }) => day < today);
    if (end !== undefined) tell({ at: image!.at, says: `\`${image!.value}\` of \`${name}\`: ${sayEnd(end, today)}.` });
  },
});
