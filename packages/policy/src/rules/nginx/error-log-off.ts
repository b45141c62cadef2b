import { rule } from "../../rule";

export default rule({
  id: "error-log-off",
  on: "directive",
  of: ["error_log"],
  severity: "warning",
  meaning: "`error_log off` writes errors into a file named `off`.",
  reason: "`off` is no value of it, as it is of `access_log`.",
  fix: "Write `error_log /dev/null emerg;`, or better: keep it.",
  aliases: ["error_log_off"],
  references: ["https://nginx.org/en/docs/ngx_core_module.html#error_log"],
  bad: "error_log off;\n",
  good: "error_log /dev/stderr warn;\naccess_log off;\n",
  check({ args, at }, tell) {
    if (args[0]?.value === "off") tell({ at, says: "Errors go into a file named `off`." });
  },
});
