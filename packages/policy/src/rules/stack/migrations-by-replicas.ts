import { migrationOf } from "../../facts/contexts";
import { rule } from "../../rule";

export default rule({
  id: "migrations-by-replicas",
  on: "stack",
  severity: "error",
  production: true,
  meaning: "Several containers migrate the same database when they start.",
  reason: "Two of them change the same table at once: one fails, or the schema is left half changed.",
  how: "An entrypoint or command that migrates, in several services or in replicas, without a lock or a variable that turns it off.",
  fix: "Migrate in a service of its own, and let the others wait for `service_completed_successfully`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#depends_on"],
  covers: ["migrate-without-lock"],
  bad: {
    "compose.prod.yaml": "services:\n  web:\n    build: .\n    deploy: {replicas: 3}\n",
    Dockerfile: 'FROM python:3.13-slim\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n',
  },
  good: {
    "compose.prod.yaml": "services:\n  web:\n    build: .\n",
    Dockerfile: 'FROM python:3.13-slim\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n',
  },
  check({ services }, tell) {
    const migrating = [...services.values()]
      .flatMap((service) => (service.isJob ? [] : (migrationOf(service) ?? [])))
      .filter(({ guarded }) => !guarded);
    const count = migrating.reduce((sum, { service }) => sum + service.replicas, 0);
    const [first] = migrating;
    if (first === undefined || count < 2) return;
    const groups = new Set(migrating.map(({ service }) => service.build?.path ?? service.image?.value));
    if (groups.size === migrating.length && migrating.every(({ service }) => service.replicas < 2)) return; // each its own database, as far as one can tell
    tell({
      at: first.at,
      within: `service ${first.service.name}`,
      says: `${count} containers migrate when they start: ${migrating.map(({ service }) => `\`${service.name}\`${service.replicas > 1 ? ` ×${service.replicas}` : ""}`).join(", ")}.`,
      related: migrating.map(({ service }) => ({ at: service.at, says: "starts with it" })),
    });
  },
});
