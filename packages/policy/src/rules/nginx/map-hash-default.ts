import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "map-hash-default",
  on: "directive",
  of: ["map", "geo"],
  severity: "info",
  meaning: "A `map` has no default.",
  reason: "What it does not name becomes empty: a check of it lets through, or shuts out, whatever was forgotten.",
  how: "Maps whose variable an `if`, `limit_req_zone` or `proxy_pass` looks at.",
  fix: "Add `default …;`.",
  aliases: ["hash_without_default"],
  references: ["https://nginx.org/en/docs/http/ngx_http_map_module.html"],
  bad: "map $host $backend {\n  a.example.com app;\n}\nserver {\n  location / {\n    proxy_pass http://$backend;\n  }\n}\n",
  good: "map $host $backend {\n  default app;\n}\nserver {\n  location / {\n    proxy_pass http://$backend;\n  }\n}\n",
  check({ args, at, block = [], file, name }, tell) {
    const variable = args.at(-1)?.value;
    if (
      variable === undefined ||
      block.some((each) => /^(default|include|ranges)$/.test(each.name)) ||
      (name === "map" && args.length < 2)
    )
      return;
    const isUsed = [...allDirectives(file.directives)].some(
      (each) => ["if", "proxy_pass"].includes(each.name) && each.args.some(({ value }) => value.includes(variable)),
    );
    if (isUsed) tell({ at, says: `\`${variable}\` is empty for everything else.` });
  },
});
