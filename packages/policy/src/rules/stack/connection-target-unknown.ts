import { backing, connectionsOf, hasExternalNetwork, isLocal, ownHosts } from "../../facts/connections";
import { isPlaceholder } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "connection-target-unknown",
  on: "service",
  severity: "error",
  meaning: "A service connects to a host that is no service of the stack.",
  reason: "The name resolves nowhere: the service fails when it first needs it.",
  how: "Names with a dot, addresses, `host.docker.internal`, and stacks that join networks of others are let pass.",
  fix: "Name a service of the stack, or its network alias.",
  bad: [
    "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@database/app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      - MONGO_URI=mongodb://${U}:${P}@mongodb:27017/${D}\n  mongo:\n    image: mongo:8.0\n",
  ],
  good: "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n      REDIS_URL: redis://cache.example.com:6379\n      API_URL: http://host.docker.internal:9000\n      DATABASE_URI: postgres://a:${P}@db${SUFFIX}/app\n  db:\n    image: postgres:17\n",
  check(service, tell) {
    const { stack } = service;
    if (stack.isPartial || service.networkMode !== undefined || hasExternalNetwork(service)) return;
    for (const { at, host, scheme, target, variable } of connectionsOf(service)) {
      if (
        target !== undefined ||
        host.includes(".") ||
        isLocal(host) ||
        variable.from === "image" ||
        /^\d|^\[|[<>{}$]/.test(host)
      )
        continue;
      if (scheme !== undefined && !backing.test(scheme)) continue;
      if (
        ownHosts(service).includes(host) ||
        /^(host|gateway|none|null|memory|sqlite|smtp|example|false|true)$/i.test(host) ||
        /SMTP|MAIL/.test(variable.name)
      )
        continue;
      if (isPlaceholder(host)) continue;
      const databases = [...stack.services.values()].filter(({ role }) =>
        ["database", "cache", "queue"].includes(role),
      );
      if (databases.length === 0) continue; // they are somewhere else
      tell({
        at,
        says: `\`${variable.name}\` names \`${host}\`, and there is no such service in ${stack.name}.`,
        related: databases.slice(0, 3).map((other) => ({ at: other.at, says: `there is \`${other.name}\`` })),
      });
    }
  },
});
