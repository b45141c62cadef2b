import { rule } from "../../rule";

export default rule({
  id: "secret-env-not-file",
  on: "service",
  severity: "info",
  production: true,
  seed: "warning",
  meaning: "A secret is passed in a variable where the image would read it from a file.",
  reason: "Variables are shown by `docker inspect`, passed to every child process and written into crash reports.",
  fix: "Use a secret: `POSTGRES_PASSWORD_FILE: /run/secrets/…`.",
  aliases: ["CL-0020", "OW-12"],
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/"],
  bad: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:?}'}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/x}\n",
  },
  check({ environment, made, name }, tell) {
    if (made?.known?.fileVariables !== true || made.stage !== undefined) return;
    for (const { at, from, name: variable, uses } of environment.values())
      if (from === "compose" && uses.length > 0 && /PASSWORD$/.test(variable))
        tell({ at, says: `\`${name}\` reads \`${variable}_FILE\` too.` });
  },
});
