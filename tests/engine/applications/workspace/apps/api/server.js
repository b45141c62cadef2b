const { createServer } = require("node:http");
const { greet } = require("@greetings/greeting");

const server = createServer((request, response) => response.end(request.url === "/healthz" ? "ok" : greet("you")));
server.listen(process.env.PORT);
process.on("SIGTERM", () => server.close());
