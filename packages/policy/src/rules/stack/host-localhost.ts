import { connectionsOf, isLocal, kindOf } from "../../facts/connections";
import { rule } from "../../rule";

export default rule({
  id: "host-localhost",
  on: "service",
  severity: "error",
  meaning: "A service looks for its database or cache on `localhost`.",
  reason: "Within a container that is the container itself: there is no database in it.",
  how: "Told where the stack has a service of that kind, or the address is a URL of one; a service in the host's network is let pass. From an `env_file` it is a warning, and let pass where another service of the stack sets it itself.",
  fix: "Name the service: `DB_HOST: db`.",
  references: ["https://docs.docker.com/compose/how-tos/networking/"],
  bad: "services:\n  app:\n    image: app:1\n    environment:\n      DB_HOST: localhost\n  db:\n    image: postgres:17\n",
  good: [
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    env_file: .env\n    environment:\n      DB_HOST: db\n  tests:\n    image: app:1\n    env_file: .env\n  db:\n    image: postgres:17\n",
      ".env": "DB_HOST=localhost\n",
    },
    "services:\n  app:\n    image: app:1\n    environment:\n      DB_HOST: db\n  db:\n    image: postgres:17\n",
    "services:\n  db:\n    image: postgres:17\n    environment:\n      PGHOST: localhost\n",
  ],
  check(service, tell) {
    if (service.networkMode !== undefined || ["database", "cache", "queue", "tool"].includes(service.role)) return;
    for (const { at, host, scheme, variable } of connectionsOf(service)) {
      if (!isLocal(host) || variable.from === "image") continue;
      const kind = kindOf(`${scheme ?? ""} ${variable.name}`);
      if (kind === undefined) continue;
      const target = [...service.stack.services.values()].find(
        (other) =>
          other !== service &&
          kind.test(`${other.name} ${other.image?.reference?.name ?? ""}`) &&
          ["database", "cache", "queue"].includes(other.role),
      );
      if (target === undefined) continue;
      // a file for everybody, in which those that connect write over it
      const isShared = variable.from === "env_file";
      if (
        isShared &&
        [...service.stack.services.values()].some(
          ({ environment }) => environment.get(variable.name)?.from === "compose",
        )
      )
        continue;
      tell({
        at,
        ...(isShared && { severity: "warning" as const }),
        says: `\`${variable.name}\` is \`${host}\`, which is \`${service.name}\` itself, not \`${target.name}\`.`,
        related: [{ at: target.at, says: "probably the one that is meant" }],
      });
    }
  },
});
