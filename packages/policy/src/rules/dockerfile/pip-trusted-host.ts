import { instructionsOf, withinOf } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "pip-trusted-host",
  on: "dockerfile",
  severity: "error",
  meaning: "`pip` takes a host's packages without a certificate.",
  reason: "Whoever stands in between gives the build whatever they like.",
  fix: "Leave `--trusted-host` out; add the index's authority to the image's certificates.",
  aliases: ["CKV2_DOCKER_4", "CKV2_DOCKER_16"],
  references: ["https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host"],
  bad: [
    "FROM python:3.13\nRUN pip install --trusted-host packages.example.com a\n",
    "FROM python:3.13\nENV PIP_TRUSTED_HOST=packages.example.com\n",
  ],
  good: "FROM python:3.13\nRUN pip install --index-url https://packages.example.com/simple a\n",
  check(dockerfile, tell) {
    if (!/trusted.host/i.test(dockerfile.source.text)) return;
    for (const { instruction, stage } of instructionsOf(dockerfile)) {
      const within = withinOf(stage);
      if (instruction.keyword === "RUN") {
        for (const { args, argv, assignments, name } of instruction.commands) {
          const index = args.findIndex((arg) => /^--trusted-host(=|$)/.test(arg));
          if (index >= 0 && /^(pip[23]?|python[23]?|uv)$/.test(name))
            tell({ at: argv[index + 1]!.at, within, says: "`pip` does not look at this host's certificate." });
          const set = assignments.find((each) => each.name === "PIP_TRUSTED_HOST");
          if (set !== undefined) tell({ at: set.at, within, says: "`pip` does not look at this host's certificate." });
          if (/^pip[23]?$/.test(name) && args[0] === "config" && args.some((arg) => /trusted-host$/.test(arg)))
            tell({ at: argv[0]!.at, within, says: "`pip` does not look at this host's certificate." });
        }
      } else if (instruction.keyword === "ENV" || instruction.keyword === "ARG") {
        const set = instruction.pairs.find(({ name, value = "" }) => name === "PIP_TRUSTED_HOST" && value !== "");
        if (set !== undefined) tell({ at: set.at, within, says: "`pip` does not look at this host's certificate." });
      }
    }
  },
});
