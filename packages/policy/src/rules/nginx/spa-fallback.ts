import { rule } from "../../rule";

export default rule({
  id: "spa-fallback",
  on: "directive",
  of: ["expires"],
  severity: "warning",
  meaning: "The page of a single-page application is kept by browsers.",
  reason: "After an update visitors have the old page, which asks for scripts that are gone.",
  how: "`expires` of more than an hour in the location that falls back to `index.html`.",
  fix: "Let `index.html` be `no-cache`, and keep what has a hash in its name.",
  references: ["https://nginx.org/en/docs/http/ngx_http_headers_module.html#expires"],
  bad: "server {\n  location / {\n    expires 30d;\n    try_files $uri /index.html;\n  }\n}\n",
  good: "server {\n  location / {\n    expires -1;\n    try_files $uri /index.html;\n  }\n  location /assets/ {\n    expires 1y;\n  }\n}\n",
  check({ args, at, parent }, tell) {
    if (
      parent?.name === "location" &&
      /^(\d+[dwMy]|max|[2-9]\d*h)/.test(args[0]?.value ?? "") &&
      parent.block?.some(
        ({ args: files, name }) => name === "try_files" && files.some(({ value }) => /index\.html$/.test(value)),
      )
    )
      tell({ at, says: "`index.html` is kept by browsers." });
  },
});
