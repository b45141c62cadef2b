import { rule } from "../../rule";

export default rule({
  id: "h2c-smuggling",
  on: "directive",
  of: ["proxy_set_header"],
  severity: "warning",
  meaning: "Whatever protocol a visitor asks for is passed on.",
  reason: "With `Upgrade: h2c` a visitor opens a tunnel to the application, past the rules of nginx for paths.",
  how: "`Upgrade $http_upgrade` with `Connection` that is `$http_connection` or always `upgrade`, at a location with no path of its own. A `map` of `$http_upgrade` is let pass.",
  fix: "Pass `Upgrade` on only for `websocket`, in the locations that need it.",
  aliases: ["possible-nginx-h2c-smuggling"],
  references: ["https://bishopfox.com/blog/h2c-smuggling-request"],
  bad: "server {\n  location / {\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection $http_connection;\n    proxy_pass http://a;\n  }\n}\n",
  good: "map $http_upgrade $connection_upgrade {\n  default upgrade;\n  '' close;\n}\nserver {\n  location / {\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection $connection_upgrade;\n    proxy_pass http://a;\n  }\n}\n",
  check({ args, at, parent }, tell) {
    if (!/^upgrade$/i.test(args[0]?.value ?? "") || !/^\$\{?http_upgrade/.test(args[1]?.value ?? "")) return;
    const connection = parent?.block?.find(
      ({ args: other, name }) => name === "proxy_set_header" && /^connection$/i.test(other[0]?.value ?? ""),
    );
    if (connection !== undefined && /^\$\{?http_connection/.test(connection.args[1]?.value ?? ""))
      tell({
        at,
        says: "A visitor may ask for any protocol.",
        related: [{ at: connection.at, says: "passed on as it is" }],
      });
  },
});
