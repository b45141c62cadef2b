import { installOf, keptOutside, packagePrograms } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "cache-mount-missing",
  on: "command",
  of: packagePrograms,
  severity: "off",
  seed: "info",
  meaning: "Dependencies are installed without a cache mount.",
  reason: "Each change of the list downloads all of them again.",
  fix: "Add `RUN --mount=type=cache,target=…`.",
  references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM python:3.13\nRUN pip install -r requirements.txt\n",
  good: "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n",
  check({ command, run }, tell) {
    const manager = installOf(command)?.manager;
    if ((manager === "pip" || manager === "npm") && keptOutside(run).length === 0)
      tell({ at: command.at, says: `\`${command.name}\` downloads everything again.` });
  },
});
