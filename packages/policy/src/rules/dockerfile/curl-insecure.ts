import { rule } from "../../rule";

export default rule({
  id: "curl-insecure",
  on: "command",
  of: ["curl"],
  severity: "error",
  meaning: "`curl` takes any certificate.",
  reason: "Whoever stands in between gives the build whatever they like.",
  how: "`-k`, bundled or alone, and `--insecure`; not for `localhost`.",
  fix: "Leave `-k` out; install `ca-certificates`, or name the authority by `--cacert`.",
  aliases: ["CKV2_DOCKER_2"],
  bad: [
    "FROM alpine:3.22\nRUN curl -fsSLk https://a.example/x\n",
    "FROM alpine:3.22\nRUN curl --insecure https://a.example/x\n",
  ],
  good: "FROM alpine:3.22\nRUN curl -fsSL https://a.example/x -o k && curl -H k -sSLok https://b.example && curl -k https://localhost/\n",
  check({ command: { args, at } }, tell) {
    if (
      !args.some(
        (arg) =>
          arg === "--insecure" ||
          /^-[a-zBGIJLMNOSfgijklnpqsv0-9#:]*k/.test(arg.replace(/[AbcCdDeEFHKmoPQrtTuUwxXyYzh].*$/, "")),
      )
    )
      return;
    if (args.some((arg) => /\/\/(localhost|127\.|\[::1\])/.test(arg))) return;
    tell({ at, says: "`curl` does not look at the certificate." });
  },
});
