import { rule } from "../../rule";

export default rule({
  id: "valid-referers-none",
  on: "directive",
  of: ["valid_referers"],
  severity: "warning",
  meaning: "Requests without a `Referer` count as valid.",
  reason: "Any page can leave it away: the check stops nobody.",
  fix: "Take `none` away, and use `SameSite` cookies instead of the check.",
  aliases: ["valid_referers"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/validreferers.md"],
  bad: "server {\n  location / {\n    valid_referers none blocked example.com;\n  }\n}\n",
  good: "server {\n  location / {\n    valid_referers server_names example.com;\n  }\n}\n",
  check({ args, at }, tell) {
    if (args.some(({ value }) => value === "none")) tell({ at, says: "A request without a `Referer` is let through." });
  },
});
