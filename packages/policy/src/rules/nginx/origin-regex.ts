import { rule } from "../../rule";

export default rule({
  id: "origin-regex",
  on: "directive",
  of: ["if"],
  severity: "warning",
  meaning: "A pattern for allowed origins lets others through too.",
  reason:
    "Without an anchor and with `.` for any letter, `https://example.com.evil.org` and `https://examplexcom` match.",
  fix: "Anchor it and escape its points: `^https://example\\.com$`.",
  aliases: ["origins"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/origins.md"],
  bad: "server {\n  if ($http_origin ~* (https?://.*example.com)) {\n    add_header X a;\n  }\n}\n",
  good: 'server {\n  if ($http_origin ~* "^https://(www\\.)?example\\.com$") {\n    add_header X a;\n  }\n}\n',
  *check({ args, at }) {
    const text = args
      .map(({ value }) => value)
      .join(" ")
      .replace(/\s*\)$/, "");
    const [, pattern] = /\$http_(?:origin|referer)\s+~\*?\s+(.+?)\)?$/.exec(text) ?? [];
    if (pattern === undefined) return;
    const plain = pattern.replace(/^["'(]+/, "");
    const isOrigin = /\$http_origin/.test(text);
    if (
      (isOrigin && (!plain.startsWith("^") || !/\$\)?["']?$/.test(pattern))) ||
      /[a-z0-9]\.(com|org|net|io|dev|ru|de|local)\b/.test(pattern.replace(/\\\./g, "!"))
    )
      yield { at, says: `\`${pattern}\` matches more than the origins that are meant.` };
  },
});
