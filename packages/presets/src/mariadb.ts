import { preset, type ServiceDeclaration } from "@quaywright/model";
import type { z } from "zod";
import { expandMysql, type MysqlServer, mysqlOptions } from "./mysql-family";

export type MariadbOptions = z.input<typeof mysqlOptions>;

/** MariaDB, its data in a volume, its passwords secrets: https://hub.docker.com/_/mariadb */
export const mariadb = (given: MariadbOptions): ServiceDeclaration =>
  preset(mysqlOptions, given, (options) => expandMysql(server, options));

const server: MysqlServer = {
  title: "MariaDB",
  engine: "mariadb",
  server: "mariadbd",
  // over TCP, where the server that initialises an empty volume does not listen:
  // https://mariadb.com/docs/server/server-management/automated-mariadb-deployment-and-administration/docker-and-mariadb/using-healthcheck-sh
  probe: ["healthcheck.sh", "--connect", "--innodb_initialized"],
  tools: {
    client: "mariadb",
    dumper: "mariadb-dump",
    admin: "mariadb-admin",
    open: "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
    setPassword: "SET PASSWORD = PASSWORD('$new')",
  },
  // makes anew what a newer server wants of its own tables, and the user of the probe where an old volume has none
  variables: { MARIADB_AUTO_UPGRADE: "1" },
};
