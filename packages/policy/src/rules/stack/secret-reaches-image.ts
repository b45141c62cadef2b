import { contextsOf, secretFiles } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { beginningOf } from "../../place";
import { isBelow } from "../../recover/compose/mount";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "secret-reaches-image",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "error",
  meaning: "A `COPY` of a whole folder takes a file of secrets along.",
  reason: "Whoever has the image has the secrets, also where a later layer removes them.",
  how: "Only files that are there: `.env`, private keys, `.npmrc` with a token, cloud credentials.",
  fix: "Name it in `.dockerignore`.",
  aliases: ["DS-0031", "CIS-4.10"],
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: { Dockerfile: "FROM alpine:3.22\nCOPY . /app\n", ".env": "SECRET_KEY=0123456789abcdef\n" },
  good: [
    {
      Dockerfile: "FROM alpine:3.22\nCOPY . /app\n",
      ".env": "SECRET_KEY=0123456789abcdef\n",
      ".dockerignore": "**/.env\n",
    },
    { Dockerfile: "FROM alpine:3.22\nCOPY . /app\n", ".env.example": "SECRET_KEY=\n" },
  ],
  check(stage, tell, repository) {
    const secrets = secretFiles(repository);
    if (secrets.length === 0) return;
    for (const { context, ignore } of contextsOf(stage, repository)) {
      for (const { sources } of fromContext(stage)) {
        for (const { at, path } of sources) {
          const folder = within(context, path.replace(/^\//, ""));
          if (folder === undefined || !repository.tree.isFolder(folder)) continue;
          const taken = secrets.filter(
            (secret) =>
              (folder === "" || isBelow(secret.path, folder)) &&
              !(ignore?.ignores(context === "" ? secret.path : secret.path.slice(context.length + 1)) ?? false),
          );
          if (taken.length === 0) continue;
          tell({
            at,
            says: `\`${path}\` brings ${taken
              .map((secret) => `\`${secret.path}\``)
              .slice(0, 3)
              .join(", ")} into the image.`,
            related: taken.slice(0, 3).map((secret) => ({ at: beginningOf(secret.source), says: secret.kind })),
            secret: false,
          });
        }
      }
    }
  },
});
