import { bytes } from "../../recover/compose/duration";
import { rule } from "../../rule";

export default rule({
  id: "client-max-body-size",
  on: "directive",
  of: ["client_max_body_size"],
  severity: "info",
  meaning: "nginx takes uploads of any size.",
  reason: "One visitor fills the disk.",
  fix: "Set what the application takes.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size"],
  bad: "server {\n  client_max_body_size 0;\n}\n",
  good: "server {\n  client_max_body_size 20m;\n}\n",
  check({ args, at, parent }, tell) {
    const size = bytes(args[0]?.value);
    if (size !== undefined && (size === 0 || size >= 10 * 2 ** 30) && parent?.name !== "location")
      tell({ at, says: "Uploads of any size are taken." });
  },
});
