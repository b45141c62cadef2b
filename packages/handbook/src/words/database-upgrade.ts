export const title = "Another major version of a database";
