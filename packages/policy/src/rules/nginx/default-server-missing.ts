import type { Directive } from "../../recover/nginx/nodes";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "default-server-missing",
  on: "nginx-file",
  severity: "info",
  meaning: "Of several servers on one port none is the default.",
  reason: "A request for any other name gets the first one of the file, whatever that is.",
  fix: "Add a server with `listen 80 default_server; return 444;`.",
  aliases: ["default_server_flag"],
  references: ["https://nginx.org/en/docs/http/request_processing.html"],
  bad: "server {\n  listen 80;\n  server_name a.example.com;\n}\nserver {\n  listen 80;\n  server_name b.example.com;\n}\n",
  good: "server {\n  listen 80 default_server;\n  return 444;\n}\nserver {\n  listen 80;\n  server_name b.example.com;\n}\n",
  check({ directives }, tell) {
    const listens = [...allDirectives(directives)].filter(
      ({ name, parent }) =>
        name === "listen" &&
        parent?.name === "server" &&
        parent.parent?.name !== "stream" &&
        parent.parent?.name !== "mail",
    );
    const byPort = new Map<string, Directive[]>();
    for (const listen of listens)
      byPort.set(listen.args[0]?.value ?? "", [...(byPort.get(listen.args[0]?.value ?? "") ?? []), listen]);
    for (const [port, found] of byPort) {
      if (
        found.length < 2 ||
        found.some(
          ({ args, parent }) =>
            args.some(({ value }) => value === "default_server" || value === "default") ||
            parent?.block?.some(
              (each) => each.name === "server_name" && each.args.some(({ value }) => value === "_" || value === ""),
            ) ||
            !parent?.block?.some((each) => each.name === "server_name"),
        )
      )
        continue;
      if (/^\[/.test(port)) continue;
      tell({ at: found[0]!.at, says: `Any other name on \`${port}\` gets the first of ${found.length} servers.` });
    }
  },
});
