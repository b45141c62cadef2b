import { rule } from "../../rule";

export default rule({
  id: "add-header-content-type",
  on: "directive",
  of: ["add_header"],
  severity: "info",
  meaning: "`Content-Type` is added as a header.",
  reason: "It is sent a second time beside the one that nginx or the application sends.",
  fix: "Use `default_type`, and `types { }` where it shall hold for all.",
  aliases: ["add_header_content_type"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#default_type"],
  bad: "server {\n  location /a {\n    add_header Content-Type text/plain;\n    return 200 a;\n  }\n}\n",
  good: "server {\n  location /a {\n    default_type text/plain;\n    return 200 a;\n  }\n}\n",
  check({ args, at }, tell) {
    if (/^content-type$/i.test(args[0]?.value ?? "")) tell({ at, says: "`Content-Type` is sent twice." });
  },
});
