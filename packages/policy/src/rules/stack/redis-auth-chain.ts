import { hostsOf } from "../../facts/connections";
import { connectionsOrOpen } from "../../facts/variables";
import { rule } from "../../rule";

export default rule({
  id: "redis-auth-chain",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service and its Redis do not agree on whether there is a password.",
  reason:
    "With a password on one side only, every command is refused: `NOAUTH`, or `AUTH called without any password configured`.",
  how: "`--requirepass` of a Redis service against the URLs that name it. A password in a variable of its own, or a configuration that is mounted, is let pass.",
  fix: "Put the password into the URL: `redis://:${REDIS_PASSWORD}@redis:6379/0`.",
  references: ["https://redis.io/docs/latest/operate/oss_and_stack/management/security/"],
  bad: {
    "compose.prod.yaml":
      "services:\n  redis:\n    image: redis:8\n    command: redis-server --requirepass ${REDIS_PASSWORD:?}\n  app:\n    image: app:1\n    environment: {REDIS_URL: 'redis://redis:6379/0'}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  redis:\n    image: redis:8\n    command: redis-server --requirepass ${REDIS_PASSWORD:?}\n  app:\n    image: app:1\n    environment: {REDIS_URL: 'redis://:${REDIS_PASSWORD}@redis:6379/0'}\n",
  },
  check(service, tell) {
    for (const { variable } of connectionsOrOpen(service)) {
      const { at, name, value = "" } = variable;
      const [, password, host] = /^rediss?:\/\/(?:([^@/]*)@)?([\w.-]+)/.exec(value) ?? [];
      const redis = host === undefined ? undefined : hostsOf(service.stack).get(host);
      if (
        redis === undefined ||
        !/^(redis|valkey)$/.test(redis.image?.reference?.short ?? "") ||
        redis.mounts.some(({ target }) => /\.conf$|\/etc\//.test(target))
      )
        continue;
      const argv = redis.command?.argv.join(" ") ?? "";
      const needs = (redis.command?.open ? /requirepass/ : /requirepass\s+["']?\S/).test(argv);
      const hasOwn = [...service.environment.keys()].some((each) => /REDIS.*PASS/.test(each));
      if (needs && password === undefined && !hasOwn)
        tell({
          at,
          says: `\`${name}\` has no password, and \`${redis.name}\` wants one.`,
          related: [{ at: redis.command!.at, says: "where it is set" }],
        });
      else if (
        !needs &&
        password !== undefined &&
        password.split(":")[1] &&
        redis.command === undefined &&
        redis.entrypoint === undefined &&
        !redis.environment.has("REDIS_PASSWORD")
      )
        tell({
          at,
          says: `\`${name}\` has a password, and \`${redis.name}\` has none.`,
          related: [{ at: redis.at, says: "the service" }],
          secret: true,
        });
    }
  },
});
