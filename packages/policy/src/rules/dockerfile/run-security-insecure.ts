import { rule } from "../../rule";

export default rule({
  id: "run-security-insecure",
  on: "instruction",
  of: ["--network", "--security"],
  severity: "error",
  meaning: "A step of a build has the host's rights, or its network.",
  reason: "`--security=insecure` is `--privileged`: what the step downloads can take the builder over.",
  fix: "Leave the flag out; do the step outside of the build where it cannot be otherwise.",
  references: ["https://docs.docker.com/reference/dockerfile/#run---security"],
  bad: ["FROM alpine:3.22\nRUN --security=insecure make\n", "FROM alpine:3.22\nRUN --network=host curl localhost\n"],
  good: "FROM alpine:3.22\nRUN --network=none --security=sandbox make\n",
  check({ instruction: { flags } }, tell) {
    for (const { at, name, setting } of flags) {
      if (name === "security" && setting === "insecure") tell({ at, says: "This step has every right of the host." });
      if (name === "network" && setting === "host")
        tell({ at, says: "This step is in the host's network.", severity: "warning" });
    }
  },
});
