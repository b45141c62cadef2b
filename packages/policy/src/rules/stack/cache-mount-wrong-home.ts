import { isRoot } from "../../facts/contexts";
import { isBelow } from "../../recover/compose/mount";
import { rule } from "../../rule";

export default rule({
  id: "cache-mount-wrong-home",
  on: "service",
  severity: "warning",
  meaning: "Something is mounted below `/root`, and the service runs as another user.",
  reason: "The process has another home and may not even look into `/root`: what is mounted has no effect.",
  fix: "Mount it below the user's own home.",
  bad: "services:\n  app:\n    image: app:1\n    user: '1000'\n    volumes: ['~/.cache/pypoetry:/root/.cache/pypoetry']\n",
  good: [
    "services:\n  app:\n    image: app:1\n    volumes: ['~/.cache/pypoetry:/root/.cache/pypoetry']\n",
    "services:\n  app:\n    image: app:1\n    user: '1000'\n    environment: {HOME: /root}\n    volumes: ['cache:/root/.cache']\nvolumes: {cache: }\n",
  ],
  check({ environment, mounts, name, user }, tell) {
    if (
      user === undefined ||
      isRoot(user.value) ||
      user.value.includes("$") ||
      environment.get("HOME")?.value === "/root"
    )
      return;
    for (const { at, target } of mounts) {
      if (isBelow(target, "/root"))
        tell({
          at,
          says: `\`${name}\` runs as \`${user.value}\` and does not see \`${target}\`.`,
          related: [{ at: user.at, says: "the user" }],
        });
    }
  },
});
