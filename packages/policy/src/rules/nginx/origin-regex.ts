import { rule } from "../../rule";

export default rule({
  id: "origin-regex",
  on: "directive",
  of: ["if"],
  severity: "warning",
  meaning: "A pattern for allowed origins lets others through too.",
  reason:
    "Without an anchor and with `.` for any letter, `https://example.com.evil.org` and `https://examplexcom` match.",
  fix: "Anchor it and escape its points: `^https://example\\.com$` for `Origin`, `^https://example\\.com/` for `Referer`.",
  aliases: ["origins"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/origins.md"],
  bad: [
    "server {\n  if ($http_origin ~* (https?://.*example.com)) {\n    add_header X a;\n  }\n}\n",
    'server {\n  if ($http_referer !~ "^https://example\\.com") {\n    return 403;\n  }\n}\n',
  ],
  good: 'server {\n  if ($http_origin ~* "^https://(www\\.)?example\\.com$") {\n    add_header X a;\n  }\n  if ($http_referer !~ "^https://example\\.com/") {\n    return 403;\n  }\n}\n',
  check({ args, at }, tell) {
    const text = args
      .map(({ value }) => value)
      .join(" ")
      .replace(/\s*\)$/, "");
    const [, _header, written] = /\$http_(origin|referer)\s+!?~\*?\s+(.+)$/.exec(text) ?? [];
    if (written === undefined) return;
    const pattern = written.replaceAll("\\/", "/");
    const hosts = pattern.replace(/^[\^("']*https?\??:\/\//, "");
    const isBegun = /^["'(]*\^/.test(pattern) && !/[^\\]\|(?!\))(?=[^)]*$)/.test(pattern);
    const isEnded = /\$\)?["']?$/.test(pattern) || hosts.includes("/");
    const isLoose =
      /[a-z0-9]\.[a-z]{2,}/i.test(hosts.replace(/\\\./g, "!").split("/")[0]!) ||
      /\.[*+]/.test(hosts.replace(/\\\./g, "!").split("/")[0]!);
    if (!isBegun || !isEnded || isLoose)
      tell({ at, says: `\`${written}\` matches more than the sites that are meant.` });
  },
});
