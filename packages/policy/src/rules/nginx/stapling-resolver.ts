import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "stapling-resolver",
  on: "directive",
  of: ["ssl_stapling"],
  severity: "info",
  meaning: "OCSP stapling is on and nginx has no way to look the responder up.",
  reason: "Nothing is stapled, and the log fills. Let's Encrypt has no responder any more.",
  fix: "Take `ssl_stapling` away, or set a `resolver`.",
  aliases: ["ssl_stapling_without_resolver"],
  references: ["https://letsencrypt.org/2024/12/05/ending-ocsp"],
  bad: "server {\n  ssl_stapling on;\n}\n",
  good: "server {\n  resolver 127.0.0.11;\n  ssl_stapling on;\n}\n",
  check(directive, tell, repository) {
    const server = directive.parent;
    const has =
      server === undefined
        ? directive.file.directives.some(({ name }) => name === "resolver")
        : inForce(server, "resolver", repository).length > 0 || mayHoldMore(server, repository);
    if (directive.args[0]?.value === "on" && !has) tell({ at: directive.at, says: "There is no `resolver` for it." });
  },
});
