import { isSecretName, passwordInUrl } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "credential-in-url",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A URL with a password in it is written into a compose file.",
  reason: "Whoever can read the repository has the password, and URLs end up in logs and error reports.",
  fix: "Take it from the environment or from a secret.",
  aliases: ["CL-0021"],
  bad: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    environment: {DATABASE_URL: 'postgres://app:s3cr3t-long@db/app'}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    environment: {DATABASE_URL: 'postgres://app:${DB_PASSWORD:?}@db/app', OTHER_URL: 'postgres://db/app'}\n",
  },
  check({ environment, name }, tell) {
    for (const { at, from, name: variable, uses, value } of environment.values()) {
      const found = from === "compose" && value !== undefined && uses.length === 0 ? passwordInUrl(value) : undefined;
      if (found !== undefined && !isSecretName(variable) && !/^[<{*]|^x+$/i.test(found.password))
        tell({ at, says: `\`${variable}\` of \`${name}\` has a password in it.`, secret: true });
    }
  },
});
