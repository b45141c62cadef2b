import { createServer } from "node:net";

// below the ports that a system gives to its own connections (Linux: 32768 and up)
const first = 20_000;
const last = 32_000;
let next = first + Math.floor(Math.random() * (last - first));

/** A port of the host that nobody listens on, another one each time. */
export async function freePort(): Promise<number> {
  for (let tried = first; tried < last; tried++) {
    const port = next;
    next = port + 1 < last ? port + 1 : first;
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${first} to ${last} is free`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "0.0.0.0", () => server.close(() => done(true)));
  });
