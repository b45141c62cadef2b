import { rule } from "../../rule";

export default rule({
  id: "required-env-unchecked",
  on: "script",
  severity: "warning",
  meaning: "A script uses a variable that is required and does not look whether it is set.",
  reason: "It goes on with nothing: connects to no host, writes an empty password.",
  how: "Variables that the example says to be required, used without a default, a check or `set -u`.",
  fix: 'Write `: "${DB_HOST:?is not set}"` before its first use.',
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
    ".env.example": "# required\nDB_HOST=\n",
    "entrypoint.sh": '#!/bin/sh\nset -e\nnc -z $DB_HOST 5432\nexec "$@"\n',
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
    ".env.example": "# required\nDB_HOST=\n",
    "entrypoint.sh": '#!/bin/sh\nset -eu\nnc -z $DB_HOST 5432\nexec "$@"\n',
  },
  check({ assigned, expansions, options }, tell, { envFiles }) {
    if (options.has("nounset")) return;
    const required = new Map(
      envFiles
        .filter(({ isExample }) => isExample)
        .flatMap(({ entries }) =>
          entries
            .filter(
              ({ comment, value }) =>
                value === "" &&
                /\b(required|mandatory|must be set)\b/i.test(comment) &&
                !/not required|optional|required (for|if|when|by|only)/i.test(comment),
            )
            .map((entry) => [entry.name, entry] as const),
        ),
    );
    const checked = new Set(
      expansions.filter(({ inTest, operator }) => inTest || operator !== undefined).map(({ name }) => name),
    );
    const told = new Set(assigned.map(({ name }) => name));
    for (const { at, name } of expansions) {
      const entry = required.get(name);
      if (entry === undefined || checked.has(name) || told.has(name)) continue;
      told.add(name);
      tell({
        at,
        says: `\`${name}\` may be empty here.`,
        related: [{ at: entry.at, says: "where it is said to be required" }],
      });
    }
  },
});
