import { blockOf, childrenOf, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "dotfiles-served",
  on: "directive",
  of: ["root"],
  severity: "info",
  meaning: "Files whose names begin with a point are served.",
  reason: "`.git` and `.env` lie where sources lie.",
  how: "A root of sources (`/app`, `/var/www`, `/srv`), where no location denies `/\\.`; a folder of built files is let pass.",
  fix: "Add `location ~ /\\.(?!well-known) { deny all; }`.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#location"],
  bad: "server {\n  root /var/www/app;\n}\n",
  good: "server {\n  root /var/www/app;\n  location ~ /\\. {\n    deny all;\n  }\n}\nserver {\n  root /usr/share/nginx/html;\n}\n",
  check(directive, tell, repository) {
    const path = directive.args[0]?.value ?? "";
    const server = blockOf(directive, "server");
    if (
      server?.block === undefined ||
      directive.parent !== server ||
      !/^\/(app|code|srv|var\/www|home)(\/|$)/.test(path) ||
      /(public|dist|build|static|html|certbot|letsencrypt|acme|web)\/?$/.test(path) ||
      mayHoldMore(server, repository)
    )
      return;
    if (
      !childrenOf(server, repository).some(
        ({ args, name }) =>
          name === "location" && /\/\\?\.|\\\.(ht|git)/.test(args.map(({ value }) => value).join(" ")),
      )
    )
      tell({ at: directive.at, says: `\`/.git\` and \`/.env\` of \`${path}\` are served.` });
  },
});
