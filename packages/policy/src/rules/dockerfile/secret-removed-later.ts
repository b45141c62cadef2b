import { fromContext } from "../../facts/copies";
import { isSecretFile, removedLater } from "../../facts/secret-files";
import { rule } from "../../rule";

export default rule({
  id: "secret-removed-later",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "error",
  meaning: "A secret is copied into one layer and removed in a later one.",
  reason: "The first layer is still in the image: `docker save` gives it to anybody.",
  fix: "Mount it for the one step that needs it: `RUN --mount=type=secret`.",
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: "FROM alpine:3.22\nCOPY id_rsa /root/.ssh/id_rsa\nRUN git clone x && rm /root/.ssh/id_rsa\n",
  good: "FROM alpine:3.22\nCOPY a /b\nRUN rm /b\n",
  check(stage, tell, repository) {
    for (const { destination, instruction, sources } of fromContext(stage)) {
      for (const { at, path } of sources) {
        if (isSecretFile(path, stage, repository) === undefined) continue;
        const removed = removedLater(path, destination, instruction, stage);
        if (removed === undefined) continue;
        tell({
          at,
          says: `\`${path}\` stays in the layer of this \`${instruction.keyword}\`.`,
          related: [{ at: removed, says: "where it is removed, too late" }],
        });
      }
    }
  },
});
