import { rule } from "../../rule";

export default rule({
  id: "wget-insecure",
  on: "command",
  of: ["wget"],
  severity: "error",
  meaning: "`wget` takes any certificate.",
  reason: "Whoever stands in between gives the build whatever they like.",
  fix: "Leave `--no-check-certificate` out, and install `ca-certificates`.",
  aliases: ["CKV2_DOCKER_3"],
  bad: "FROM alpine:3.22\nRUN wget --no-check-certificate https://a.example/x\n",
  good: "FROM alpine:3.22\nRUN wget https://a.example/x\n",
  check({ command: { args, at } }, tell) {
    if (args.includes("--no-check-certificate") && !args.some((arg) => /\/\/(localhost|127\.)/.test(arg)))
      tell({ at, says: "`wget` does not look at the certificate." });
  },
});
