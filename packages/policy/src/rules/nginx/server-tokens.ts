import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "server-tokens",
  on: "nginx-file",
  severity: "warning",
  production: true,
  meaning: "nginx tells its version.",
  reason: "Whoever looks for hosts with a known hole finds this one.",
  how: "`server_tokens on` anywhere; where it is not set at all, it is something to consider, told once for a file with servers.",
  fix: "Set `server_tokens off;`.",
  aliases: ["version_disclosure"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens"],
  bad: ["server {\n  listen 80;\n  server_tokens on;\n}\n", "server {\n  listen 80;\n}\n"],
  good: "server_tokens off;\nserver {\n  listen 80;\n}\n",
  check(file, tell, repository) {
    const all = [...allDirectives(file.directives)];
    const set = all.filter(({ name }) => name === "server_tokens");
    for (const { args, at } of set) if (args[0]?.value === "on") tell({ at, says: "nginx tells its version." });
    const server = all.find(
      ({ name, parent }) => name === "server" && parent?.name !== "upstream" && parent?.name !== "stream",
    );
    if (
      set.length > 0 ||
      server === undefined ||
      mayHoldMore(server, repository) ||
      inForce(server, "server_tokens", repository).length > 0
    )
      return;
    tell({ at: server.at, severity: "info", says: "nginx tells its version." });
  },
});
