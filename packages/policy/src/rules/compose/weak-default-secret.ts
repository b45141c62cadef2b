import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "weak-default-secret",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A secret of production has a default.",
  reason: "Who forgets to set it runs with a secret that everybody can read here.",
  fix: "Require it instead: `${SECRET_KEY:?}`.",
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  bad: {
    "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    environment: {SECRET_KEY: '${SECRET_KEY:-changeme}'}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    environment: {SECRET_KEY: '${SECRET_KEY:?}', TOKEN: '${TOKEN:-}'}\n",
  },
  check({ environment, name }, tell) {
    for (const { at, from, name: variable, uses } of environment.values()) {
      if (from !== "compose") continue;
      const found = uses.find(
        (use) =>
          use.operator?.endsWith("-") &&
          (use.operand ?? "").trim() !== "" &&
          !/^\$\{?\w+(:?\?[^}]*)?\}?$|^\/|^(true|false|\d{1,3})$/.test(use.operand ?? "") &&
          (isSecretName(use.name) || (isSecretName(variable) && uses.length === 1)),
      );
      if (found !== undefined)
        tell({
          at,
          says: `\`${variable}\` of \`${name}\` is known to everybody unless \`${found.name}\` is set.`,
          secret: true,
        });
    }
  },
});
