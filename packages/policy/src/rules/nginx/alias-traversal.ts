import { rule } from "../../rule";

export default rule({
  id: "alias-traversal",
  on: "directive",
  of: ["alias"],
  severity: "error",
  meaning: "A location without a slash at its end has an `alias` with one, or both have none.",
  reason:
    "With `/static` and `/app/static/`, `/static../secret` serves `/app/secret`; with no slash on either, `/static-private` serves the folder beside it.",
  how: "Prefix locations. An exact location (`=`) and one that ends in a file are let pass.",
  fix: "End both with a slash: `location /static/ { alias /app/static/; }`.",
  aliases: ["alias_traversal", "alias-path-traversal"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/aliastraversal.md"],
  bad: [
    "server {\n  location /static {\n    alias /app/static/;\n  }\n}\n",
    "server {\n  location /static {\n    alias /app/staticfiles;\n  }\n}\n",
  ],
  good: "server {\n  location /static/ {\n    alias /app/static/;\n  }\n  location = /robots.txt {\n    alias /app/robots.txt;\n  }\n  location ~ ^/m/(.*)$ {\n    alias /m/$1;\n  }\n  location /favicon.ico {\n    alias /app/favicon.ico;\n  }\n}\n",
  check({ args, at, parent }, tell) {
    const [path] = args;
    if (parent?.name !== "location" || path === undefined) return;
    const [modifier, prefix] = parent.args.length > 1 ? [parent.args[0]!.value, parent.args[1]!] : ["", parent.args[0]];
    if (
      prefix === undefined ||
      !["", "^~"].includes(modifier) ||
      prefix.value.endsWith("/") ||
      /\.\w{1,5}$/.test(prefix.value)
    )
      return;
    if (path.value.endsWith("/"))
      tell({
        at,
        says: `\`${prefix.value}../\` leads out of \`${path.value}\`.`,
        edits: [{ at: { ...prefix.at, start: prefix.at.end }, text: "/" }],
        related: [{ at: prefix.at, says: "no slash at its end" }],
      });
    else if (!/\.\w{1,5}$/.test(path.value))
      tell({
        at,
        severity: "warning",
        says: `\`${prefix.value}-other\` is served from \`${path.value}-other\`.`,
        related: [{ at: prefix.at, says: "no slash at its end" }],
      });
  },
});
