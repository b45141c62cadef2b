import { stacksIn } from "../../facts/siblings";
import { missingEnvFiles } from "../../recover/stack";
import { rule } from "../../rule";

export default rule({
  id: "env-dev-prod-drift",
  on: "service",
  severity: "warning",
  meaning: "A service has a variable in development that it does not have in production.",
  reason: "What the code reads is there where it is tried, and missing where it counts.",
  how: "The same service in a development and a production environment of one folder. Switches of debugging, reloading and polling, ports, and what production gives as a file (`NAME_FILE`), are let pass; so is a production service with an `env_file` that is not here.",
  fix: "Set it in production, or require it: `${NAME:?}`.",
  bad: {
    "docker-compose.dev.yml": "services:\n  app:\n    build: .\n    environment: {A: '1', MAIL_HOST: mail}\n",
    "docker-compose.prod.yml": "services:\n  app:\n    build: .\n    environment: {A: '1'}\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  good: {
    "docker-compose.dev.yml":
      "services:\n  app:\n    build: .\n    environment: {A: '1', DB_PASSWORD: x, DEBUG: '1'}\n",
    "docker-compose.prod.yml":
      "services:\n  app:\n    build: .\n    environment: {A: '1', DB_PASSWORD_FILE: /run/secrets/db}\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  check(service, tell, repository) {
    if (service.stack.environment !== "production" || missingEnvFiles(service).length > 0) return;
    const other = stacksIn(service.stack.folder, repository)
      .find(({ environment, services }) => environment === "development" && services.has(service.name))
      ?.services.get(service.name);
    if (
      other === undefined ||
      other.environment.size === 0 ||
      [...service.environment.values()].filter(({ from }) => from !== "image").length === 0 ||
      service.build?.path !== other.build?.path
    )
      return;
    for (const { at, from, name } of other.environment.values()) {
      if (
        from === "image" ||
        service.environment.has(name) ||
        service.environment.has(`${name}_FILE`) ||
        /DEBUG|RELOAD|POLL|WATCH|HMR|DEV|VITE_|PORT$|HOT|TEST|XDEBUG|PYTHON(UN|DONT)|NODE_OPTIONS|NODE_ENV|_PROXY|PROXY_TARGET|TERM$|CHOKIDAR|CORS|LOG_?LEVEL|HOST_MODE|MAIL(HOG|PIT)|^UID$|^GID$/.test(
          name,
        )
      )
        continue;
      // put together from its parts
      const [stem] = name.split("_");
      if (
        name.endsWith("_URL") &&
        [...service.environment.keys()].some(
          (each) => each.startsWith(`${stem}_`) || (stem === "DATABASE" && each.startsWith("DB_")),
        )
      )
        continue;
      if (name.endsWith("_FILE") && service.environment.has(name.slice(0, -5))) continue;
      if (service.secrets.some(({ target }) => target.toLowerCase().endsWith(name.toLowerCase()))) continue;
      tell({
        at: service.at,
        says: `\`${service.name}\` has \`${name}\` in ${other.stack.name} only.`,
        related: [{ at, says: "where it is set" }],
      });
    }
  },
});
