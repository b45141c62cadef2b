import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "env-key-style",
  on: "env-file",
  severity: "info",
  meaning: "The name of a variable is not in capitals, or has other characters than letters, digits and `_`.",
  reason:
    "A shell cannot read a name with a dash or a dot, and on Windows names of small and capital letters are the same.",
  fix: "Write it in capitals: `DB_HOST`.",
  aliases: ["LowercaseKey", "LeadingCharacter"],
  bad: "db-host=x\n",
  good: "DB_HOST=x\n_A1=y\nhttp_proxy=z\n",
  check({ entries }, tell) {
    for (const { at, name } of entries)
      if (!/^[A-Z_][A-Z0-9_]*$/.test(name) && !/_proxy$/.test(name))
        tell({ at, says: `\`${name}\` is no name that every program reads.`, secret: isSecretName(name) });
  },
});
