import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "env-inline-comment-quote",
  on: "env-file",
  severity: "warning",
  meaning: "A value without quotes is read in different ways.",
  reason: "Compose takes `$word` for a variable and ` #` for a comment; a program that reads the file itself may not.",
  how: "Secrets with a `$` and letters, or a `#`, in them.",
  fix: "Put the value in single quotes.",
  references: ["https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax"],
  bad: "DB_PASSWORD=pa$word\n",
  good: "DB_PASSWORD='pa$word'\nSECRET_KEY=${OTHER}\nURL=http://x/#a\n",
  check({ entries }, tell) {
    for (const { name, quote, raw, valueAt } of entries) {
      if (quote !== "" || !isSecretName(name)) continue;
      if (/[^${]\$[A-Za-z]/.test(raw))
        tell({ at: valueAt, says: `The \`$\` in \`${name}\` begins a variable.`, secret: true });
      else if (/^[^\s#]+#/.test(raw))
        tell({
          at: valueAt,
          says: `The \`#\` in \`${name}\` begins a comment for some programs.`,
          secret: true,
          severity: "info" as const,
        });
    }
  },
});
