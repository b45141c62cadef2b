import { isDebug, isForProduction } from "../../facts/development";
import { rule } from "../../rule";

export default rule({
  id: "debug-true",
  on: "env-file",
  severity: "error",
  meaning: "A file for production turns debugging on.",
  reason: "Error pages show sources, settings and variables to every visitor.",
  fix: "Set it to false.",
  bad: { ".env.production": "DEBUG=True\n" },
  good: { ".env.production": "DEBUG=False\nNODE_ENV=production\n", ".env.dev": "DEBUG=True\n" },
  check(file, tell) {
    if (isForProduction(file))
      for (const { at, name, value } of file.entries)
        if (isDebug(name, value)) tell({ at, says: `\`${name}\` is \`${value}\`.` });
  },
});
