import { blockOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "root-filesystem-exposed",
  on: "directive",
  of: ["root", "alias"],
  severity: "error",
  meaning: "nginx serves the root of the file system, or a folder of settings.",
  reason: "Everybody can read keys, passwords and nginx's own configuration.",
  fix: "Name the folder of the site.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#root"],
  bad: "server {\n  root /;\n}\n",
  good: "server {\n  root /usr/share/nginx/html;\n  location = /x {\n    internal;\n    root /;\n  }\n}\n",
  check(directive, tell) {
    const path = (directive.args[0]?.value ?? "").replace(/(.)\/+$/, "$1");
    if (
      /^\/(etc(\/nginx)?|root|home|proc|sys|var)?$/.test(path) &&
      !blockOf(directive, "location")?.block?.some(({ name }) => name === "internal" || name === "deny")
    )
      tell({ at: directive.at, says: `\`${path}\` is served.` });
  },
});
