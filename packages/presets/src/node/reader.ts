import type { DatabaseReader } from "../state/database";

/**
 * How programs of Node.js read where their database is. It holds certificates against the authorities that it knows and
 * those of one file, which is here that of the database, or of the cache where there is no database:
 * https://nodejs.org/api/cli.html#node_extra_ca_certsfile
 */
export const nodeReader = (hasDatabase: boolean): DatabaseReader => ({
  called: (name) => (name === (hasDatabase ? "DB_CA_FILE" : "REDIS_CA_FILE") ? "NODE_EXTRA_CA_CERTS" : name),
  url: "DATABASE_URL",
  // https://node-postgres.com/features/connecting#connection-uri, https://sidorares.github.io/node-mysql2/docs/examples/connections/create-connection
  schemes: { postgresql: "postgresql", mysql: "mysql", mariadb: "mysql" },
  // {"rejectUnauthorized":true}
  securely: "?ssl=%7B%22rejectUnauthorized%22%3Atrue%7D",
});
