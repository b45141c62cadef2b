import { takesAnyAnswer } from "../../facts/probes";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-any-answer",
  on: "service",
  severity: "warning",
  meaning: "A health check takes any answer for a good one.",
  reason: "It succeeds on a 500 and a 404 too: a broken service stays healthy, and others wait for nothing.",
  how: "`curl` without `-f`, where neither `-w` nor what follows a `|` looks at the answer, and Python's `requests` or `httpx` without `raise_for_status()` or a look at the status. The same in a Dockerfile is told by healthcheck-always-passes.",
  fix: "Write `curl -f`, or `requests.get(…).raise_for_status()`.",
  references: ["https://curl.se/docs/manpage.html#-f"],
  bad: [
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl, -I, 'http://localhost:8080/']\n",
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: curl -s http://localhost:8080/health || exit 1\n",
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, python, -c, \"import requests; requests.get('http://localhost:8000/')\"]\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl, -fsS, 'http://localhost:8080/']\n  b:\n    image: b:1\n    healthcheck:\n      test: curl -s http://localhost:9200/_cluster/health | grep -q green\n  c:\n    image: c:1\n    healthcheck:\n      test: wget -q --spider http://localhost:8080/\n  d:\n    image: d:1\n    healthcheck:\n      test: [CMD, python, -c, \"import requests; requests.get('http://localhost:8000/').raise_for_status()\"]\n",
  check({ healthcheck, name }, tell) {
    if (healthcheck?.from !== "compose" || healthcheck.disabled) return;
    const careless = takesAnyAnswer(healthcheck.commands);
    if (careless === undefined) return;
    const why = careless.name === "curl" ? "`curl` has no `-f`" : "nothing looks at the status";
    tell({ at: healthcheck.testAt, says: `\`${name}\` is healthy whatever it answers: ${why}.` });
  },
});
