import { rule } from "../../rule";

const server = (...locations: readonly string[]): string =>
  `server {\n${locations.map((each) => `  location ${each}\n`).join("")}}\n`;

/** What a client can be refused with, and nothing else is done. */
const refuses = /^(deny|return)$/;

export default rule({
  id: "location-shadowed",
  on: "directive",
  of: ["server"],
  severity: "warning",
  meaning: "A `location` with a pattern refuses what another `location` is for.",
  reason:
    "nginx takes the first pattern that matches, however long the path of another location is: nobody comes there. Certificates are not renewed when it is `/.well-known/acme-challenge/`.",
  how: "Locations with a path and without `^~`, beside one with `~` that only refuses, matches the path itself, and has no end.",
  fix: "Write `location ^~ /path/`.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#location"],
  bad: server("/.well-known/acme-challenge/ { root /var/www; }", "~ /\\. { deny all; }"),
  good: [
    server("^~ /.well-known/acme-challenge/ { root /var/www; }", "~ /\\. { deny all; }"),
    server("/.well-known/acme-challenge/ { root /var/www; }", "~ /\\.(?!well-known) { deny all; }"),
    server("/.well-known/acme-challenge/ { root /var/www; }", "~ /\\.git$ { deny all; }"),
    server("/ { root /var/www; }", "~ /\\. { deny all; }", "~ \\.php { fastcgi_pass app:9000; }"),
    server("~ /\\.well-known/ { root /var/www; }", "~ /\\. { deny all; }"),
  ],
  check({ block = [] }, tell) {
    const locations = block.filter(({ name }) => name === "location");
    const patterns = locations.flatMap(({ args, at, block: inner = [] }) => {
      const [modifier, pattern] = args;
      if (pattern === undefined || !/^~\*?$/.test(modifier!.value) || !inner.some(({ name }) => refuses.test(name)))
        return [];
      if (inner.some(({ name }) => /_pass$|^(allow|try_files|rewrite|if)$/.test(name))) return [];
      const test = patternOf(pattern.value, modifier!.value);
      return test === undefined ? [] : [{ at, test, text: pattern.value }];
    });
    if (patterns.length === 0) return;
    for (const { args, at, block: inner = [] } of locations) {
      const path = args.length === 1 ? args[0]!.value : "";
      if (!/^\/.{2}/.test(path) || inner.some(({ name }) => refuses.test(name))) continue;
      const shadow = patterns.find(({ test }) => test.test(path));
      if (shadow !== undefined)
        tell({
          at: args[0]!.at ?? at,
          says: `Nobody comes to \`${path}\`: \`~ ${shadow.text}\` refuses it before.`,
          related: [{ at: shadow.at, says: "what nginx takes" }],
        });
    }
  },
});

/** As far as both languages mean the same; none with groups that repeat, which can take for ever. */
function patternOf(text: string, modifier: string): RegExp | undefined {
  if (text.length > 200 || text.includes("$") || /\)[*+{]|\(\?[^:!=]/.test(text)) return undefined;
  try {
    return new RegExp(text, modifier === "~*" ? "i" : "");
  } catch {
    return undefined;
  }
}
