import { rule } from "../../rule";

export default rule({
  id: "mixed-case-variable",
  on: "directive",
  of: ["set", "map"],
  severity: "info",
  meaning: "A variable has capital letters.",
  reason: "nginx knows only one of them: `$Backend` and `$backend` are the same, which nobody expects.",
  fix: "Write it in small letters.",
  aliases: ["mixed_case_variable"],
  references: ["https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#set"],
  bad: "server {\n  set $backendHost app;\n}\n",
  good: "server {\n  set $backend_host app;\n}\n",
  check({ args, name }, tell) {
    const variable = name === "map" ? args[1] : args[0];
    if (variable !== undefined && /^\$\w*[A-Z]/.test(variable.value))
      tell({ at: variable.at, says: `\`${variable.value}\` has capital letters.` });
  },
});
