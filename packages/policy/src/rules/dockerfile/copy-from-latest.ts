import { copiesOf } from "../../facts/copies";
import { imageReference } from "../../recover/image-reference";
import { rule } from "../../rule";

export default rule({
  id: "copy-from-latest",
  on: "stage",
  of: ["--from"],
  severity: "warning",
  meaning: "`COPY --from` takes a program from an image without a version.",
  reason: "The build gets another program tomorrow, and no one can build yesterday's image again.",
  how: "Images with a path or a tag whose tag is `latest` or its like, or missing. Stages, contexts of a build and names with a variable are let pass.",
  fix: "Name the version: `COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/`.",
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: [
    "FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n",
    "FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv /uv /bin/\n",
    "FROM php:8.4\nCOPY --from=composer:latest /usr/bin/composer /usr/bin/\n",
  ],
  good: "FROM alpine:3.22 AS uv\nFROM php:8.4\nCOPY --from=composer:2.9 /usr/bin/composer /usr/bin/\nCOPY --from=uv /a /a\nCOPY --from=src /b /b\nCOPY --from=a/b:$X /c /c\nCOPY --from=a/b@sha256:0123456789012345678901234567890123456789012345678901234567890123 /d /d\n",
  check(stage, tell, repository) {
    for (const { from, instruction } of copiesOf(stage)) {
      if (from === undefined || from.includes("$") || !/[/:]/.test(from)) continue;
      const image = imageReference(from.replace(/["']/g, ""));
      if (image === undefined || image.digest !== undefined) continue;
      if (image.tag !== undefined && !/^(latest|stable|edge|nightly|main|master|dev)$/.test(image.tag)) continue;
      const isOurs = repository.stacks.some(({ services }) =>
        [...services.values()].some((service) => service.build !== undefined && service.image?.value === from),
      );
      const at = instruction.flags.find(({ name }) => name === "from")!.at;
      if (!isOurs) tell({ at, says: `\`${from}\` is another image tomorrow.` });
    }
  },
});
