import { rule } from "../../rule";

export default rule({
  id: "healthcheck-disabled",
  on: "service",
  severity: "warning",
  meaning: "The health check of an image is turned off.",
  reason: "The image's authors knew how to tell whether it works; now nobody does.",
  how: "Where the image has one. A job, and an image of several uses whose check fits one of them, are let pass.",
  fix: "Replace the check instead of turning it off.",
  aliases: ["698ed579"],
  bad: {
    "compose.yaml": "services:\n  a:\n    build: .\n    healthcheck: {disable: true}\n",
    Dockerfile: 'FROM node:24-alpine\nHEALTHCHECK CMD wget -q http://127.0.0.1/\nCMD ["node", "a.js"]\n',
  },
  good: "services:\n  a:\n    image: a:1\n    healthcheck: {disable: true}\n",
  check({ healthcheck, isJob, made, name, role, command }, tell) {
    if (
      healthcheck?.disabled !== true ||
      healthcheck.from !== "compose" ||
      isJob ||
      role === "worker" ||
      command !== undefined
    )
      return;
    if (made?.healthcheck !== undefined && !/^none$/i.test(made.healthcheck.words[0]?.value ?? ""))
      tell({
        at: healthcheck.at,
        says: `\`${name}\` turns its image's health check off.`,
        related: [{ at: made.healthcheck.at, says: "the check" }],
      });
  },
});
