import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "secret-as-build-arg",
  on: "service",
  severity: "error",
  meaning: "A secret is passed to a build as an argument.",
  reason: "Arguments stay in the image's history: whoever has the image reads them with `docker history`.",
  how: "By the names of the argument and of the variable that it comes from.",
  fix: "Pass it as a build secret: `RUN --mount=type=secret`.",
  aliases: ["SecretsUsedInArgOrEnv", "DL3064", "DS-0031", "CIS-4.10"],
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: "services:\n  app:\n    build:\n      context: .\n      args:\n        INDEX: ${PIP_TOKEN}\n",
  good: "services:\n  app:\n    build:\n      context: .\n      args:\n        VERSION: ${VERSION:-1}\n        PUBLIC_KEY: ${PUBLIC_KEY}\n",
  check({ build, name }, tell) {
    for (const { at, name: arg, uses, value } of build?.args ?? []) {
      const source = uses.find((use) => isSecretName(use.name));
      const isFixed = uses.length === 0 && isSecretName(arg) && value !== undefined && value !== "";
      if (source === undefined && !isFixed) continue;
      tell({
        at,
        says:
          source === undefined
            ? `\`${arg}\` is a secret in the build of \`${name}\`.`
            : `\`${arg}\` carries \`${source.name}\` into the image of \`${name}\`.`,
        secret: source === undefined,
      });
    }
  },
});
