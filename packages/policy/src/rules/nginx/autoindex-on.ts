import { rule } from "../../rule";

export default rule({
  id: "autoindex-on",
  on: "directive",
  of: ["autoindex"],
  severity: "warning",
  meaning: "nginx lists the files of a folder.",
  reason: "Everybody sees what is there, backups and drafts too.",
  fix: "Take `autoindex` away.",
  references: ["https://nginx.org/en/docs/http/ngx_http_autoindex_module.html"],
  bad: "server {\n  location /files/ {\n    autoindex on;\n  }\n}\n",
  good: "server {\n  autoindex off;\n}\n",
  check({ args, at }, tell) {
    if (args[0]?.value === "on") tell({ at, says: "The files of the folder are listed." });
  },
});
