import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "media-executable",
  on: "directive",
  of: ["location"],
  severity: "warning",
  meaning: "Files that visitors uploaded are shown as whatever they say they are.",
  reason: "An uploaded page runs its scripts with the site's own cookies.",
  how: "Locations for `media` or `uploads` with an `alias` or `root`, without `nosniff`, a `Content-Security-Policy` or a `Content-Disposition`.",
  fix: "Add `add_header Content-Security-Policy \"default-src 'none'; sandbox\" always;` and `nosniff`.",
  references: ["https://docs.djangoproject.com/en/stable/topics/security/#user-uploaded-content"],
  bad: "server {\n  location /media/ {\n    alias /srv/media/;\n  }\n}\n",
  good: "server {\n  location /media/ {\n    alias /srv/media/;\n    add_header X-Content-Type-Options nosniff always;\n  }\n}\n",
  check(location, tell, repository) {
    const path = location.args.at(-1)?.value ?? "";
    if (
      !/^\^?\/(media|uploads?|user-?files)\/?$/.test(path) ||
      !location.block?.some(({ name }) => name === "alias" || name === "root") ||
      mayHoldMore(location, repository) ||
      location.block.some(({ name }) => name === "internal")
    )
      return;
    const sent = inForce(location, "add_header", repository);
    if (
      !sent.some(({ args }) =>
        /^(x-content-type-options|content-security-policy|content-disposition)$/i.test(args[0]?.value ?? ""),
      ) &&
      !inForce(location, "default_type", repository).some(({ parent }) => parent === location)
    )
      tell({ at: location.at, says: `What is uploaded to \`${path}\` is shown as whatever it says it is.` });
  },
});
