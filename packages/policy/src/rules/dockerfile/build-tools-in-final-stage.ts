import { aptPrograms, installOf } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

const tools =
  /^(gcc|g\+\+|clang|make|cmake|build-essential|build-base|python3?-dev|libpq-dev|musl-dev|linux-headers|libffi-dev|libssl-dev|openssl-dev|postgresql-dev|default-libmysqlclient-dev|libc6?-dev)$/;

export default rule({
  id: "build-tools-in-final-stage",
  on: "command",
  of: ["apk", ...aptPrograms],
  severity: "warning",
  production: true,
  meaning: "Compilers or headers stay in the image that is run.",
  reason: "They are larger than the program, and whoever breaks in finds a compiler.",
  how: "In stages whose layers are in an image that is run; not where the same stage removes them again.",
  fix: "Build in a stage of its own, and copy what came out of it; install the library without `-dev`.",
  aliases: ["CIS-4.3", "CIS-DI-0003"],
  references: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential libpq-dev\nCMD ["a"]\n',
  good: [
    "FROM python:3.13-slim AS b\nRUN apt-get install -y gcc\nFROM python:3.13-slim\nCOPY --from=b /a /a\n",
    'FROM alpine:3.22\nRUN apk add --no-cache --virtual .build gcc && make && apk del .build\nCMD ["a"]\n',
    "FROM python:3.13-slim\nRUN apt-get install -y gcc && pip install a==1 && apt-get purge -y --auto-remove gcc\n",
  ],
  check({ command, run, stage }, tell, repository) {
    if (!ships(stage, repository)) return;
    const found = installOf(command)?.packages.find(({ value }) => tools.test(value.split("=")[0]!));
    if (
      found === undefined ||
      run.commands.some(
        ({ args, name }) =>
          (/^(apk)$/.test(name) && args.includes("del")) ||
          (aptPrograms.includes(name) && args.some((arg) => /^(purge|remove|autoremove|auto-remove)$/.test(arg))),
      )
    )
      return;
    tell({ at: found.at, says: `\`${found.value}\` stays in the image that is run.` });
  },
});
