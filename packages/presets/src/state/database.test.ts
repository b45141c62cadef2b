import { outgrowsSqlite } from "./database";

test.each([
  ["sqlite", false],
  ["db", false],
  [{ development: "sqlite", production: "db" }, true],
  [{ development: "sqlite:/app/db.sqlite3", production: "db" }, true],
  [{ development: "sqlite", production: "sqlite:/app/db.sqlite3" }, false],
  [{ development: "db", production: "other" }, false],
])("whether SQLite of %j has a server to be copied into: %s", (database, expected) => {
  expect(outgrowsSqlite(database)).toBe(expected);
});
