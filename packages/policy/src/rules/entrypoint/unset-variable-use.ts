import { get } from "../../recover/compose/nodes";
import { missingEnvFiles } from "../../recover/stack";
import { rule } from "../../rule";

export default rule({
  id: "unset-variable-use",
  on: "script",
  severity: "warning",
  meaning: "A script uses a variable that nobody sets.",
  reason: "It is empty, or with `set -u` the container ends.",
  how: "Names in capitals without a default, where every service and image that starts with the script is known and none of them, nor the script, sets it. What the shell and the engine give is let pass.",
  fix: "Set it where the container is described, or give it a default: `${NAME:-value}`.",
  aliases: ["SC2154"],
  bad: {
    "compose.yaml": "services:\n  a:\n    build: .\n    environment: {DB_HOST: db}\n",
    Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -eu\nnc -z "$DB_HOST" "$DB_PORT"\nexec "$@"\n',
  },
  good: {
    "compose.yaml": "services:\n  a:\n    build: .\n    environment: {DB_HOST: db, DB_PORT: 1}\n",
    Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -eu\nnc -z "$DB_HOST" "$DB_PORT" "${X:-}" $HOSTNAME\nexec "$@"\n',
  },
  check({ assigned, commands, expansions, services, source }, tell) {
    if (
      services.length === 0 ||
      services.some(
        (service) =>
          missingEnvFiles(service).length > 0 ||
          service.stack.isPartial ||
          service.environment.size === 0 ||
          get(service.node, "env_file") !== undefined,
      )
    )
      return;
    if (
      commands.some(
        ({ args, name }) =>
          /^(\.|source|eval)$/.test(name) || (name === "export" && args.some((arg) => arg.startsWith("$"))),
      )
    )
      return;
    const own = new Set(assigned.map(({ name }) => name));
    const told = new Set<string>();
    for (const { at, name, operator, inTest } of expansions) {
      if (
        operator !== undefined ||
        inTest ||
        own.has(name) ||
        told.has(name) ||
        !/^[A-Z][A-Z0-9_]+$/.test(name) ||
        /^(HOME|PATH|PWD|USER|HOSTNAME|UID|EUID|GID|RANDOM|SECONDS|LINENO|IFS|PPID|OSTYPE|SHELL|TERM|LANG|BASH\w*|OLDPWD|OPTARG|OPTIND|REPLY|PIPESTATUS|FUNCNAME|SHLVL|TMPDIR|PS1)$/.test(
          name,
        )
      )
        continue;
      const missing = services.filter(({ environment }) => !environment.has(name));
      if (missing.length < services.length || new RegExp(`\\$\\{${name}:?[-=?+]|\\b${name}=`).test(source.text))
        continue;
      told.add(name);
      tell({
        at,
        says: `Nothing sets \`${name}\`.`,
        related: missing
          .slice(0, 2)
          .map((service) => ({ at: service.at, says: `\`${service.name}\` starts with this script` })),
      });
    }
  },
});
