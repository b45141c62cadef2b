import { isForProduction } from "../../facts/development";
import { isPlaceholder, isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "placeholder-in-production",
  on: "env-file",
  severity: "error",
  meaning: "A file for production still has a placeholder in it.",
  reason: "Everybody who has read the example knows the value.",
  fix: "Put the real value there, or better: keep it out of the repository.",
  bad: { ".env.production": "SECRET_KEY=change-me\n" },
  good: {
    ".env.production": "API_URL=https://example.com\nSECRET_KEY=${SECRET_KEY}\n",
    ".env.example": "SECRET_KEY=change-me\n",
  },
  check(file, tell) {
    if (!isForProduction(file)) return;
    for (const { name, value, valueAt } of file.entries)
      if (isSecretName(name) && value !== "" && isPlaceholder(value))
        tell({ at: valueAt, says: `\`${name}\` has a placeholder for a value.` });
  },
});
