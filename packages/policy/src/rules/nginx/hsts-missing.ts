import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "hsts-missing",
  on: "directive",
  of: ["server"],
  severity: "warning",
  production: true,
  meaning: "A site with TLS does not tell browsers to use nothing else.",
  reason: "The first request of a visit can be plain, and whoever sits in between keeps it so.",
  fix: 'Add `add_header Strict-Transport-Security "max-age=31536000" always;`.',
  aliases: ["hsts_header"],
  references: ["https://www.rfc-editor.org/rfc/rfc6797"],
  bad: "server {\n  listen 443 ssl;\n  server_name example.com;\n  location / {\n    proxy_pass http://a;\n  }\n}\n",
  good: 'server {\n  listen 443 ssl;\n  server_name example.com;\n  add_header Strict-Transport-Security "max-age=31536000" always;\n}\n',
  check(server, tell, repository) {
    if (server.block === undefined || server.parent?.name === "upstream" || server.parent?.name === "stream") return;
    const isTls = server.block.some(({ args, name }) => name === "listen" && args.some(({ value }) => value === "ssl"));
    const names = server.block.find(({ name }) => name === "server_name")?.args.map(({ value }) => value) ?? [];
    if (
      !isTls ||
      names.every((name) => name === "_" || name === "localhost") ||
      mayHoldMore(server, repository) ||
      server.block.some(({ args, name }) => name === "return" && /^(30\d|444|403)$/.test(args[0]?.value ?? ""))
    )
      return;
    const headers = [
      ...inForce(server, "add_header", repository),
      ...[...allDirectives(server.block)].filter(({ name }) => name === "add_header"),
    ];
    if (
      !headers.some(({ args }) => /^strict-transport-security$/i.test(args[0]?.value ?? "")) &&
      !/more_set_headers[^;]*Strict-Transport/i.test(server.file.source.text)
    )
      tell({
        at: server.at,
        says: `\`${names.find((name) => name !== "_") ?? "The site"}\` can be asked for without TLS.`,
      });
  },
});
