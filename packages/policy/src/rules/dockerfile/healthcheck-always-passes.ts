import { takesAnyAnswer } from "../../facts/probes";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-always-passes",
  on: "instruction",
  of: ["HEALTHCHECK"],
  severity: "warning",
  meaning: "A health check cannot fail.",
  reason: "The container is healthy whatever happens in it.",
  how: "It ends with `|| true`, `|| exit 0` or `; exit 0`, or is `true`, `echo` or `exit 0` alone; or it is a `curl` without `-f`, or a request of Python's `requests` or `httpx` without `raise_for_status()`, which take an error's page for an answer.",
  fix: "Let it fail: `curl -f … || exit 1`.",
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: [
    "FROM alpine:3.22\nHEALTHCHECK CMD curl -f localhost || true\n",
    "FROM alpine:3.22\nHEALTHCHECK CMD exit 0\n",
    "FROM alpine:3.22\nHEALTHCHECK CMD curl http://localhost:8000/ || exit 1\n",
    "FROM python:3.13\nHEALTHCHECK CMD python -c \"import requests; requests.get('http://localhost:8000/')\" || exit 1\n",
  ],
  good: "FROM alpine:3.22\nHEALTHCHECK CMD curl -f localhost || exit 1\nHEALTHCHECK CMD curl -so /dev/null -w '%{http_code}' http://localhost | grep 200\nHEALTHCHECK NONE\n",
  check({ instruction: { at, commands } }, tell) {
    const last = commands.at(-1);
    if (last === undefined) return;
    const careless = takesAnyAnswer(commands);
    if (careless !== undefined)
      tell({
        at,
        says:
          careless.name === "curl"
            ? "`curl` without `-f` takes any answer for a good one."
            : "This request takes any answer for a good one.",
      });
    const passes =
      /^(true|:)$/.test(last.name) ||
      (last.name === "exit" && last.args[0] === "0") ||
      (last.name === "echo" && (commands.length === 1 || last.previous === "||"));
    if (
      !passes ||
      (last.name === "exit" && last.previous === "&&") ||
      last.within.includes("if") ||
      last.previous === "&&"
    )
      return;
    tell({ at, says: "This check passes whatever happens." });
  },
});
