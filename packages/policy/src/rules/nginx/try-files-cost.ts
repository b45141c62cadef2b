import { inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "try-files-cost",
  on: "directive",
  of: ["try_files"],
  severity: "off",
  meaning: "Files are looked for on the disk at every request.",
  reason: "Each name of `try_files` costs a look at the disk.",
  fix: "Set `open_file_cache`.",
  aliases: ["try_files_is_evil_too"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#open_file_cache"],
  bad: "server {\n  location / {\n    try_files $uri $uri/ /index.html;\n  }\n}\n",
  good: "open_file_cache max=1000;\nserver {\n  location / {\n    try_files $uri $uri/ /index.html;\n  }\n}\n",
  check(directive, tell, repository) {
    if (directive.parent !== undefined && inForce(directive.parent, "open_file_cache", repository).length === 0)
      tell({ at: directive.at, says: "Each name costs a look at the disk." });
  },
});
