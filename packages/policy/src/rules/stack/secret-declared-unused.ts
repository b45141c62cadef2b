import { namesNowhere } from "../../facts/variables";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "secret-declared-unused",
  on: "stack",
  severity: "warning",
  meaning: "A service is granted a secret that it does not read.",
  reason: "What it really reads is somewhere else, mostly in its environment.",
  how: "Told where nothing of the service names the secret's file: neither a variable, nor its command, nor a script or source of its build.",
  fix: "Read it from `/run/secrets`, by `NAME_FILE` where the image knows that, or take the grant away.",
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/"],
  bad: {
    "compose.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: '${PW}'}\n    secrets: [db_password]\nsecrets:\n  db_password:\n    file: ./x\n",
  },
  good: {
    "compose.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db_password}\n    secrets: [db_password]\nsecrets:\n  db_password:\n    file: ./x\n",
  },
  check({ repository, services }, tell) {
    for (const service of services.values()) {
      // what an image of others reads by itself cannot be known
      if (service.build === undefined && service.made?.known?.fileVariables !== true) continue;
      for (const { at, target } of service.secrets) {
        const file = nameOf(target);
        const isNamed =
          [...service.environment.values()].some(
            ({ value }) => value?.includes(file) || value === "/run/secrets" || value === "/run/secrets/",
          ) ||
          service.command?.argv.some((arg) => arg.includes(file)) ||
          service.entrypoint?.argv.some((arg) => arg.includes(file));
        if (
          isNamed ||
          (service.build !== undefined &&
            (service.build.context === undefined ||
              namesNowhere([file], at.source.path, repository).size === 0 ||
              namesNowhere(["/run/secrets"], at.source.path, repository).size === 0))
        )
          continue;
        tell({ at, within: `service ${service.name}`, says: `\`${service.name}\` does not read \`${target}\`.` });
      }
    }
  },
});
