import { preset, type ServiceDeclaration } from "@quaywright/model";
import type { z } from "zod";
import { expandMysql, type MysqlServer, mysqlOptions } from "./mysql-family";

export type MysqlOptions = z.input<typeof mysqlOptions>;

/** MySQL, its data in a volume, its passwords secrets: https://hub.docker.com/_/mysql */
export const mysql = (given: MysqlOptions): ServiceDeclaration =>
  preset(mysqlOptions, given, (options) => expandMysql(server, options));

const server: MysqlServer = {
  title: "MySQL",
  engine: "mysql",
  server: "mysqld",
  // over TCP, where the server that initialises an empty volume does not listen; it needs no password to see it alive:
  // https://dev.mysql.com/doc/refman/8.4/en/mysqladmin.html
  probe: ["mysqladmin", "ping", "-h", "127.0.0.1", "--silent"],
  tools: {
    client: "mysql",
    dumper: "mysqldump",
    admin: "mysqladmin",
    open: "MYSQL_ALLOW_EMPTY_PASSWORD",
    setPassword: "ALTER USER USER() IDENTIFIED BY '$new'",
  },
};
