import { connectionsOf } from "../../facts/connections";
import { clientVersion, major } from "../../facts/processes";
import { rule } from "../../rule";

export default rule({
  id: "client-server-version",
  on: "service",
  severity: "warning",
  meaning: "A client of PostgreSQL is older than the server that it dumps.",
  reason: "`pg_dump` refuses a newer server: the backup that nobody looks at is empty.",
  how: "`postgresql-client-<version>` that an image installs, or the tag of a backup's image, against the server of the stack that it connects to.",
  fix: "Install the client of the server's version.",
  references: ["https://www.postgresql.org/docs/current/app-pgdump.html"],
  bad: "services:\n  db:\n    image: postgres:17\n  backup:\n    image: postgres:15\n    command: pg_dump -h db app\n",
  good: "services:\n  db:\n    image: postgres:17\n  backup:\n    image: postgres:17\n    command: pg_dump -h db app\n",
  check(service, tell) {
    const { name, process, stack } = service;
    const client = clientVersion(service);
    if (client === undefined) return;
    const servers = [...stack.services.values()].filter(
      (other) => other !== service && other.made?.stage === undefined && other.image?.reference?.name === "postgres",
    );
    for (const server of servers) {
      const version = major(server.image?.reference?.tag);
      const uses =
        process.some(({ args }) => args.includes(server.name) || args.some((arg) => arg.includes(`@${server.name}`))) ||
        connectionsOf(service).some(({ target }) => target === server);
      if (version === undefined || !uses || client.version >= version) continue;
      tell({
        at: client.at,
        says: `\`${name}\` has the client of PostgreSQL ${client.version}, and \`${server.name}\` is ${version}.`,
        related: [{ at: server.image!.at, says: "the server" }],
      });
    }
  },
});
