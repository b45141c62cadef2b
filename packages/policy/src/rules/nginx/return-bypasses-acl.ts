import { rule } from "../../rule";

export default rule({
  id: "return-bypasses-acl",
  on: "directive",
  of: ["return"],
  severity: "warning",
  meaning: "A `return` answers before `allow` and `deny` are looked at.",
  reason: "Who is denied gets the answer too.",
  fix: "Put the answer into a named location, and reach it by `try_files`.",
  aliases: ["return_bypasses_allow_deny"],
  references: ["https://nginx.org/en/docs/dev/development_guide.html#http_phases"],
  bad: "server {\n  location /x {\n    allow 10.0.0.1;\n    deny all;\n    return 200 secret;\n  }\n}\n",
  good: "server {\n  location /x {\n    deny all;\n    return 404;\n  }\n}\n",
  check({ args, at, parent }, tell) {
    if (
      parent?.name === "location" &&
      /^2\d\d$/.test(args[0]?.value ?? "") &&
      parent.block?.some(({ args: whom, name }) => name === "deny" || (name === "allow" && whom[0]?.value !== "all"))
    )
      tell({ at, says: "Who is denied gets this answer too." });
  },
});
