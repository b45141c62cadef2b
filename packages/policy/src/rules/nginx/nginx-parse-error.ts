import { rule } from "../../rule";

export default rule({
  id: "nginx-parse-error",
  on: "nginx-file",
  severity: "error",
  meaning: "An nginx configuration cannot be read.",
  reason: "nginx does not start, or keeps running with the old one.",
  fix: "Close the brace or quote, or end the line with `;`.",
  references: ["https://nginx.org/en/docs/beginners_guide.html#conf_structure"],
  bad: ["server {\n  listen 80\n}\n", "server {\n  listen 80;\n"],
  good: "server {\n  listen 80;\n  location ~ \"^/a{2}$\" {\n    return 200 'a;b}';\n  }\n}\n",
  check({ faults }, tell) {
    for (const { at, says } of faults.slice(0, 5)) tell({ at, says: `${says[0]!.toUpperCase()}${says.slice(1)}.` });
  },
});
