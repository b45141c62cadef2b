export const title = "From SQLite to a server database";
