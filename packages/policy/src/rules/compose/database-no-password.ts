import { booleanOf, get } from "../../recover/compose/nodes";
import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "database-no-password",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A database or cache of production has no password.",
  reason: "Whoever gets into any container beside it, or reaches its port, reads and deletes everything.",
  how: "MySQL and MariaDB that are told to allow it, Redis and MongoDB that are set up without one. Redis that is not published is a warning in production, and else only something to consider.",
  fix: "Set one: `--requirepass`, `MONGO_INITDB_ROOT_PASSWORD_FILE`, `MYSQL_ROOT_PASSWORD_FILE`.",
  bad: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: mysql:8.4\n    environment: {MYSQL_ALLOW_EMPTY_PASSWORD: 'yes'}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  redis:\n    image: redis:8\n    command: redis-server --requirepass ${REDIS_PASSWORD:?}\n  db:\n    image: mysql:8.4\n    environment: {MYSQL_ROOT_PASSWORD_FILE: /run/secrets/x}\n",
  },
  check(service, tell) {
    const { command, environment, image, made, mounts, name, networks, ports, stack } = service;
    if (made?.stage !== undefined) return;
    const allowed = [
      "MYSQL_ALLOW_EMPTY_PASSWORD",
      "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
      "MARIADB_ALLOW_EMPTY_PASSWORD",
      "ALLOW_EMPTY_PASSWORD",
    ]
      .map((each) => environment.get(each))
      .find((each) => each !== undefined && !/^(|0|no|false)$/i.test(each.value ?? ""));
    if (allowed !== undefined) tell({ at: allowed.at, says: `\`${name}\` may have no password.` });
    const kind = image?.reference?.name;
    if (
      kind === "mongo" &&
      !environment.has("MONGO_INITDB_ROOT_USERNAME") &&
      !environment.has("MONGO_INITDB_ROOT_USERNAME_FILE") &&
      !command?.argv.some((arg) => /auth|keyFile|conf/.test(arg)) &&
      !mounts.some(({ target }) => /\.conf$|initdb/.test(target))
    )
      tell({ at: service.at, says: `\`${name}\` has no password.` });
    if (
      (kind === "redis" || kind === "valkey/valkey") &&
      !command?.argv.some((arg) => /requirepass|aclfile|\.conf|\$/.test(arg)) &&
      command?.open !== true &&
      !mounts.some(({ target }) => /\.conf$|\/etc\//.test(target)) &&
      ![...environment.keys()].some((each) => /PASSWORD|REDIS_ARGS|AUTH/.test(each))
    ) {
      const isInside =
        networks.size > 0 &&
        [...networks.keys()].every((each) => booleanOf(get(stack.networks.get(each)?.node, "internal")) === true);
      const severity = ports.some(({ address }) => !isLoopback(address))
        ? undefined
        : isInside || stack.environment === "unknown"
          ? ("info" as const)
          : ("warning" as const);
      tell({ at: service.at, says: `\`${name}\` has no password.`, ...(severity && { severity }) });
    }
  },
});
