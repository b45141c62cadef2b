import { connect } from "node:net";

/** What a debugger says to whoever attaches at a port of this machine: https://microsoft.github.io/debug-adapter-protocol */
export const greetingOf = (port: number): Promise<string> =>
  new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (data) => {
      socket.destroy();
      done(data.toString());
    });
    socket.on("error", fail);
  });
