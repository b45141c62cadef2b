import { rule } from "../../rule";

export default rule({
  id: "file-env-unsupported",
  on: "script",
  severity: "warning",
  meaning: "A service gives a secret as a file, and its entrypoint reads the variable only.",
  reason: "The variable is empty: the script goes on without the secret.",
  how: "A `NAME_FILE` in a service's environment, where the script uses `NAME` and neither it nor the service has anything to do with `NAME_FILE`.",
  fix: 'Read the file where the variable is not set: `DB_PASSWORD=$(cat "$DB_PASSWORD_FILE")`.',
  bad: {
    "compose.yaml": "services:\n  a:\n    build: .\n    environment: {DB_PASSWORD_FILE: /run/secrets/x}\n",
    Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -e\nexport PGPASSWORD="$DB_PASSWORD"\nexec "$@"\n',
  },
  good: {
    "compose.yaml": "services:\n  a:\n    build: .\n    environment: {DB_PASSWORD_FILE: /run/secrets/x}\n",
    Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh":
      '#!/bin/sh\nset -e\nDB_PASSWORD="$(cat "$DB_PASSWORD_FILE")"\nexport PGPASSWORD="$DB_PASSWORD"\nexec "$@"\n',
  },
  check({ expansions, services, source }, tell) {
    if (/_FILE\b/.test(source.text)) return;
    for (const { environment, name } of services) {
      for (const variable of environment.values()) {
        const plain = variable.name.endsWith("_FILE") ? variable.name.slice(0, -5) : undefined;
        const used =
          plain === undefined || environment.has(plain) ? undefined : expansions.find((each) => each.name === plain);
        if (used !== undefined)
          tell({
            at: used.at,
            says: `\`${plain}\` is not set for \`${name}\`, which has \`${variable.name}\`.`,
            related: [{ at: variable.at, says: "the file" }],
          });
      }
    }
  },
});
