import { takesAnyAnswer } from "../../facts/probes";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-any-answer",
  on: "service",
  severity: "warning",
  meaning: "A health check asks with `curl`, and takes any answer for a good one.",
  reason: "`curl` succeeds on a 500 and a 404 too: a broken service stays healthy, and others wait for nothing.",
  how: "Without `-f`, and where neither `-w` nor what follows a `|` looks at the answer. The same in a Dockerfile is told by healthcheck-always-passes.",
  fix: "Write `curl -f`.",
  references: ["https://curl.se/docs/manpage.html#-f"],
  bad: [
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl, -I, 'http://localhost:8080/']\n",
    "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: curl -s http://localhost:8080/health || exit 1\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, curl, -fsS, 'http://localhost:8080/']\n  b:\n    image: b:1\n    healthcheck:\n      test: curl -s http://localhost:9200/_cluster/health | grep -q green\n  c:\n    image: c:1\n    healthcheck:\n      test: wget -q --spider http://localhost:8080/\n",
  check({ healthcheck, name }, tell) {
    if (healthcheck?.from !== "compose" || healthcheck.disabled) return;
    if (takesAnyAnswer(healthcheck.commands) !== undefined)
      tell({ at: healthcheck.testAt, says: `\`${name}\` is healthy whatever it answers: \`curl\` has no \`-f\`.` });
  },
});
