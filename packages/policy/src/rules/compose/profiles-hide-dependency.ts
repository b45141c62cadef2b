import { rule } from "../../rule";

export default rule({
  id: "profiles-hide-dependency",
  on: "service",
  severity: "error",
  meaning: "A service waits for another one that is only started with a profile.",
  reason: "Without the profile Compose refuses to start: the service that is waited for is not there.",
  fix: "Give both the profile, or set `required: false`.",
  references: ["https://docs.docker.com/compose/how-tos/profiles/"],
  bad: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n    profiles: [debug]\n",
  good: "services:\n  a:\n    image: a:1\n    profiles: [debug]\n    depends_on: [b]\n  b:\n    image: b:1\n    profiles: [debug]\n",
  check({ dependencies, name, profiles, stack }, tell) {
    for (const { at, name: needed, required } of dependencies.values()) {
      const target = stack.services.get(needed);
      if (target === undefined || target.profiles.length === 0 || !required) continue;
      const covered = profiles.length > 0 && profiles.every((each) => target.profiles.includes(each));
      if (!covered && (profiles.length === 0 || !profiles.some((each) => target.profiles.includes(each))))
        tell({
          at,
          says: `\`${name}\` waits for \`${needed}\`, which is only started with ${target.profiles.map((each) => `\`${each}\``).join(" or ")}.`,
          related: [{ at: target.at, says: "the service" }],
        });
    }
  },
});
