import { rule } from "../../rule";

export default rule({
  id: "internal-missing",
  on: "directive",
  of: ["location"],
  severity: "warning",
  meaning: "Files that an application hands out by `X-Accel-Redirect` can be asked for by anybody.",
  reason: "The application's check is passed by.",
  how: "Locations that are named for it: `protected`, `internal`, `private`, with an `alias` or `root` and without `internal`.",
  fix: "Add `internal;`.",
  aliases: ["missing-internal"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#internal"],
  bad: "server {\n  location /protected/ {\n    alias /srv/media/;\n  }\n}\n",
  good: "server {\n  location /protected/ {\n    internal;\n    alias /srv/media/;\n  }\n}\n",
  check({ args, at, block = [] }, tell) {
    if (
      /^\/(protected|internal|private|x-accel|sendfile)[\w-]*\//.test(args.at(-1)?.value ?? "") &&
      block.some(({ name }) => name === "alias" || name === "root") &&
      !block.some(({ name }) => /^(internal|auth_basic|auth_request|deny|auth_jwt)$/.test(name))
    )
      tell({ at, says: `Everybody can ask for \`${args.at(-1)!.value}\`.` });
  },
});
