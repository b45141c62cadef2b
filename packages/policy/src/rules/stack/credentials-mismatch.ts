import { connectionsOf, givenBy, ownerOf } from "../../facts/connections";
import { rule } from "../../rule";

export default rule({
  id: "credentials-mismatch",
  on: "service",
  severity: "error",
  meaning: "A service logs in to a database as another user, with another password or to another database than it has.",
  reason: "The database refuses it, and the message names neither file.",
  fix: "Take both from the same variables.",
  bad: "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://app:secret1@db/app\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: secret2\n      POSTGRES_DB: app\n",
  good: "services:\n  app:\n    image: app:1\n    environment:\n      DB_HOST: db\n      DB_USER: ${POSTGRES_USER:-app}\n      DB_PASSWORD: ${POSTGRES_PASSWORD}\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: ${POSTGRES_USER:-app}\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n",
  check(service, tell) {
    for (const connection of connectionsOf(service)) {
      const { target } = connection;
      if (target === undefined || target === service) continue;
      const owner = ownerOf(target);
      if (owner === undefined) continue;
      for (const [kind, given] of Object.entries(givenBy(connection, service))) {
        const own = owner[kind as "user" | "password" | "database"];
        if (given === undefined || own === undefined || given.value === own.value) continue;
        if (given.value === undefined || own.value === undefined || given.open || own.open) continue;
        if (kind !== "password" && (own.isDefault || owner.hasScripts)) continue;
        if (
          kind === "password" &&
          (givenBy(connection, service).user?.value ?? owner.user?.value) !== owner.user?.value
        )
          continue;
        const shown =
          kind === "password" ? "another password than" : `the ${kind} \`${given.value}\`, not \`${own.value}\` of`;
        tell({
          at: given.at,
          says: `\`${service.name}\` uses ${shown} \`${target.name}\`.`,
          secret: kind === "password",
          related: [{ at: own.at, says: `what \`${target.name}\` is set up with` }],
        });
      }
    }
  },
});
