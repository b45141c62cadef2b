import { isIgnored } from "../../facts/variables";
import { isPlaceholder, isSecretName, isWeak, knownToken } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "env-file-committed",
  on: "env-file",
  severity: "error",
  meaning: "A file of variables with secrets is in git.",
  reason: "Whoever can read the repository, now or later, has the passwords.",
  how: "Files that git has, or that nothing keeps out of it where there is no git to ask, with a value in a variable that is named like a secret. Values for development and tests are let pass.",
  fix: "Take it out (`git rm --cached .env`), name it in `.gitignore`, and make new secrets.",
  bad: { ".env": "SECRET_KEY=k3J9x2Lq8Zp4Wm7RtY5vBn1CdF6gHs0aXe\n" },
  good: [
    { ".env": "SECRET_KEY=k3J9x2Lq8Zp4Wm7RtY5vBn1CdF6gHs0aXe\n", ".gitignore": ".env\n" },
    { ".env": "PORT=8000\nDB_PASSWORD=postgres\n" },
    { ".env.example": "SECRET_KEY=\n" },
  ],
  check({ entries, isExample, path }, tell, repository) {
    if (
      isExample ||
      /(dev|development|test|testing|local|ci)$|\.(dev|test|local|ci)\b/i.test(path) ||
      /(^|\/)(tests?|examples?|fixtures?|testdata)\//.test(path)
    )
      return;
    const tracked = repository.tree.isTracked(path);
    if (tracked === false || (tracked === undefined && isIgnored(path, repository))) return;
    const secret = entries.find(
      ({ name, value }) =>
        (isSecretName(name) &&
          value.length >= 8 &&
          !isWeak(value) &&
          !isPlaceholder(value) &&
          !/^\$|^https?:|^\//.test(value)) ||
        knownToken(value) !== undefined,
    );
    if (secret !== undefined)
      tell({
        at: secret.at,
        says: `${tracked ? "git has" : "Nothing keeps git from"} \`${path}\`, with \`${secret.name}\` in it.`,
        secret: true,
      });
  },
});
