import { inForce, mayHoldMore, security } from "../../recover/nginx/scope";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "security-headers-missing",
  on: "directive",
  of: ["server"],
  severity: "info",
  strict: "warning",
  production: true,
  meaning: "A site sends none of the headers that make a browser careful.",
  reason: "Uploaded texts run as scripts, pages are shown in frames of others.",
  how: "`X-Content-Type-Options`, and `X-Frame-Options` or a `Content-Security-Policy`, anywhere in a server that serves files. Where everything is passed on, the application may send them.",
  fix: "Add `add_header X-Content-Type-Options nosniff always;` and a `Content-Security-Policy`.",
  references: ["https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html"],
  bad: "server {\n  listen 80;\n  root /usr/share/nginx/html;\n  location / {\n    try_files $uri /index.html;\n  }\n}\n",
  good: "server {\n  listen 80;\n  root /usr/share/nginx/html;\n  add_header X-Content-Type-Options nosniff always;\n  location / {\n    try_files $uri /index.html;\n  }\n}\n",
  check(server, tell, repository) {
    if (server.block === undefined || mayHoldMore(server, repository)) return;
    const inside = [...allDirectives(server.block)];
    if (
      !inside.some(({ name }) => name === "try_files" || name === "root" || name === "alias") ||
      inside.every(({ name }) => name !== "location")
    )
      return;
    const headers = [
      ...inForce(server, "add_header", repository),
      ...inside.filter(({ name }) => name === "add_header"),
    ];
    if (!headers.some(({ args }) => security.test(args[0]?.value ?? "")))
      tell({ at: server.at, says: "None of the headers that make a browser careful is sent." });
  },
});
