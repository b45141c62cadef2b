import { namesOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "http-no-redirect",
  on: "directive",
  of: ["server"],
  severity: "warning",
  production: true,
  meaning: "A site that has TLS serves the same without it.",
  reason: "Passwords and cookies of whoever comes by `http://` can be read on the way.",
  fix: "Let the server on port 80 `return 308 https://$host$request_uri;`.",
  references: ["https://nginx.org/en/docs/http/converting_rewrite_rules.html"],
  bad: "server {\n  listen 443 ssl;\n  server_name example.com;\n}\nserver {\n  listen 80;\n  server_name example.com;\n  location / {\n    proxy_pass http://a;\n  }\n}\n",
  good: "server {\n  listen 443 ssl;\n  server_name example.com;\n}\nserver {\n  listen 80;\n  server_name example.com;\n  location /.well-known/acme-challenge/ {\n    root /acme;\n  }\n  location / {\n    return 308 https://$host$request_uri;\n  }\n}\n",
  *check(server, repository) {
    if (server.block === undefined || server.parent?.name === "upstream" || server.parent?.name === "stream") return;
    const listens = server.block.filter(({ name }) => name === "listen");
    const isPlain =
      listens.some(({ args }) => /(^|:)80$/.test(args[0]?.value ?? "")) &&
      !listens.some(({ args }) => args.some(({ value }) => value === "ssl"));
    const names = namesOf(server);
    const all = repository.nginxFiles
      .filter(({ path }) => path === server.file.path)
      .flatMap(({ directives }) => [...allDirectives(directives)]);
    const tls = all.find(
      (other) =>
        other.name === "server" &&
        other.block?.some(({ args, name }) => name === "listen" && args.some(({ value }) => value === "ssl")) &&
        namesOf(other).some((name) => names.includes(name)),
    );
    if (!isPlain || tls === undefined) return;
    const inside = [...allDirectives(server.block)];
    if (
      !inside.some(
        ({ args, name }) =>
          (name === "return" && /^(30\d|444)$/.test(args[0]?.value ?? "")) ||
          (name === "rewrite" && args.some(({ value }) => value.startsWith("https:"))) ||
          (name === "return" && args[0]?.value.startsWith("https:")),
      ) &&
      inside.some(({ name }) => /_pass$|^root$|^alias$/.test(name))
    )
      yield {
        at: server.at,
        says: `\`${names[0]}\` is served without TLS too.`,
        related: [{ at: tls.at, says: "the same with TLS" }],
      };
  },
});
