import type { BuildStage } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const seconds = 60;

/** A command that waits until host and port, two variables, answer: Compose waits at the first start only. */
export function waitCommand(client: NonNullable<BuildStage["client"]>, host: string, port: string): shell.Script {
  const target = shell.raw(`"$${host}" "$${port}"`);
  return client === "node" ? shell.sh`node -e ${inNode} ${target}` : shell.sh`python -c ${inPython} ${target}`;
}

const inPython = `
import socket, sys, time
host, port = sys.argv[1:]
deadline = time.monotonic() + ${seconds}
while True:
    try:
        socket.create_connection((host, int(port)), 2).close()
        break
    except OSError as error:
        if time.monotonic() > deadline:
            sys.exit(f"{host}:{port} did not answer within ${seconds} s: {error}")
        time.sleep(0.5)
`;

const inNode = `
const [host, port] = process.argv.slice(1);
const deadline = Date.now() + ${seconds}_000;
(function ask() {
  const socket = require("net").connect({ host, port: Number(port), timeout: 2000 }, () => socket.destroy());
  socket.on("timeout", () => socket.destroy(new Error("timeout")));
  socket.on("error", (error) => {
    if (Date.now() < deadline) return setTimeout(ask, 500);
    console.error(\`\${host}:\${port} did not answer within ${seconds} s: \${error.message}\`);
    process.exit(1);
  });
})();
`;
