import { fromContext } from "../../facts/copies";
import { isSecretFile, removedLater } from "../../facts/secret-files";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "secret-file-copied",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "error",
  meaning: "A file that holds secrets is copied into an image.",
  reason: "Whoever can pull the image has it, and it is the same for every environment.",
  how: "`.env`, private keys, tokens and credentials by their names; examples, tests, and a file of the repository with no secret in it are let pass. In a stage that is only copied from it is a warning.",
  fix: "Mount it: `RUN --mount=type=secret` while building, `secrets:` or `env_file:` in compose when it runs.",
  aliases: ["DS-0031", "CIS-DI-0010", "CIS-4.10"],
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: ["FROM alpine:3.22\nCOPY .env /app/\n", "FROM alpine:3.22\nADD id_rsa /root/.ssh/id_rsa\n"],
  good: [
    "FROM alpine:3.22\nCOPY .env.example ca.pem server.crt /app/\n",
    "FROM alpine:3.22 AS build\nFROM alpine:3.22\nCOPY --from=build .env /app/\n",
    { Dockerfile: "FROM alpine:3.22\nCOPY .npmrc /app/\n", ".npmrc": "save-exact=true\n" },
  ],
  check(stage, tell, repository) {
    for (const { destination, instruction, sources } of fromContext(stage)) {
      for (const { at, path } of sources) {
        const kind = isSecretFile(path, stage, repository);
        if (kind === undefined || removedLater(path, destination, instruction, stage) !== undefined) continue;
        const sure = kind.sure && ships(stage, repository);
        tell({ at, says: `\`${path}\` ${kind.says}.`, ...(!sure && { severity: "warning" as const }) });
      }
    }
  },
});
