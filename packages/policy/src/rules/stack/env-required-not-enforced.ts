import { examplesIn, usesNear } from "../../facts/variables";
import { rule } from "../../rule";

export default rule({
  id: "env-required-not-enforced",
  on: "repository",
  severity: "warning",
  meaning: "A variable is said to be required, and nothing refuses to start without it.",
  reason: "The stack starts without it and fails later, or goes on with an empty password.",
  how: "Variables whose comment in the example says `required`, that compose files take without `:?` and without a default, and that no entrypoint checks.",
  fix: "Write `${NAME:?what to do}` in the compose file.",
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    environment:\n      TOKEN: ${API_TOKEN}\n",
    ".env.example": "# required\nAPI_TOKEN=\n",
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    environment:\n      TOKEN: ${API_TOKEN:?set it in .env}\n",
    ".env.example": "# required\nAPI_TOKEN=\n",
  },
  check(repository, tell) {
    for (const example of examplesIn(repository)) {
      const uses = usesNear(example, repository);
      for (const { at, comment, name, value } of example.entries) {
        if (
          !/\b(required|mandatory|must be set)\b/i.test(comment) ||
          /not required|optional|required (for|if|when|by|only)/i.test(comment) ||
          value !== ""
        )
          continue;
        const own = uses.filter((use) => use.name === name);
        const checked = repository.scripts.some(({ expansions }) =>
          expansions.some((each) => each.name === name && (each.operator?.includes("?") || each.inTest)),
        );
        const [first] = own;
        if (first === undefined || checked || own.some(({ operator }) => operator !== undefined)) continue;
        tell({
          at: first.at,
          says: `\`${name}\` is required, and may be empty.`,
          related: [{ at, says: "where it is said to be required" }],
        });
      }
    }
  },
});
