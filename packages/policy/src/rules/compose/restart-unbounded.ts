import { rule } from "../../rule";

export default rule({
  id: "restart-unbounded",
  on: "service",
  severity: "off",
  strict: "off",
  meaning: "A service is restarted without end.",
  reason: "One that fails at once burns CPU and fills logs; CIS wants at most five tries.",
  fix: "Set `restart: on-failure:5`.",
  aliases: ["2fc99041", "CIS-5.15"],
  bad: "services:\n  a:\n    image: a:1\n    restart: always\n",
  good: "services:\n  a:\n    image: a:1\n    restart: on-failure:5\n",
  check({ name, restart }, tell) {
    if (restart !== undefined && /^(always|unless-stopped|on-failure)$/.test(restart.value))
      tell({ at: restart.at, says: `\`${name}\` is restarted without end.` });
  },
});
