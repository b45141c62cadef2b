import { isForProduction } from "../../facts/development";
import { isPlaceholder, isSecretName, isWeak } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "weak-password",
  on: "env-file",
  severity: "error",
  meaning: "A password for production is one that everybody tries first.",
  reason: "Guessing it takes seconds.",
  fix: "Make one: `openssl rand -hex 32`.",
  bad: { ".env.production": "DB_PASSWORD=postgres\n" },
  good: { ".env.production": "DB_PASSWORD=\n", ".env.dev": "DB_PASSWORD=postgres\n" },
  check(file, tell) {
    if (!isForProduction(file)) return;
    for (const { name, value, valueAt } of file.entries)
      if (/PASS|PWD|SECRET/i.test(name) && isSecretName(name) && isWeak(value) && !isPlaceholder(value))
        tell({ at: valueAt, says: `\`${name}\` is a password that everybody tries first.`, secret: true });
  },
});
