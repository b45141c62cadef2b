import { isForProduction } from "../../facts/development";
import { rule } from "../../rule";

export default rule({
  id: "wildcard-hosts",
  on: "env-file",
  severity: "error",
  meaning: "A file for production lets every host name or origin in.",
  reason:
    "Links in mails can be made to point elsewhere by the `Host` header; another site's script acts for the visitor.",
  fix: "Name the hosts and origins.",
  bad: { ".env.production": "ALLOWED_HOSTS=*\n" },
  good: { ".env.production": "ALLOWED_HOSTS=example.com\n", ".env.dev": "ALLOWED_HOSTS=*\n" },
  check(file, tell) {
    if (!isForProduction(file)) return;
    for (const { at, name, value } of file.entries)
      if (
        /(ALLOWED_HOSTS|CORS_(ALLOWED_)?ORIGINS?|ALLOWED_ORIGINS)$/.test(name) &&
        /(^|[\s,"'[])\*([\s,"'\]]|$)/.test(value)
      )
        tell({ at, says: `\`${name}\` is everybody.` });
  },
});
