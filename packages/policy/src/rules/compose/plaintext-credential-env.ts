import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "plaintext-credential-env",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A password or key is written into a compose file.",
  reason: "Whoever can read the repository, now or later, has it; and it cannot be another one on another host.",
  how: "By the variable's name, and that its value is written out. Defaults of variables, placeholders, and what only says where a secret is, are let pass. In tests and development it is let pass too.",
  fix: "Take it from the environment (`${DB_PASSWORD:?}`) or from a secret (`DB_PASSWORD_FILE`).",
  aliases: ["CL-0020", "487f4be7", "OW-12"],
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/"],
  bad: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: s3cr3t-and-long}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n      OTHER_PASSWORD_FILE: /run/secrets/x\n      MYSQL_ALLOW_EMPTY_PASSWORD: 'yes'\n      TOKEN: ''\n",
  },
  check({ environment, name }, tell) {
    for (const { at, from, literal, name: variable, value = "" } of environment.values()) {
      if (
        from !== "compose" ||
        !literal ||
        !isSecretName(variable) ||
        value.trim() === "" ||
        /^(true|false|yes|no|none|null|\d{1,2})$/i.test(value) ||
        /^\/|^https?:\/\/[^@]*$|^\$|^file:|^\{\{|^(vault|op|ssm|arn):/.test(value)
      )
        continue;
      tell({ at, says: `\`${variable}\` of \`${name}\` is written out.`, secret: true });
    }
  },
});
