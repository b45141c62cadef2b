import type { BuildStage } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const seconds = 60;

/** A command that waits until host and port, two variables, answer: Compose waits at the first start only. */
export function waitCommand(client: NonNullable<BuildStage["client"]>, host: string, port: string): shell.Script {
  const target = shell.raw(`"$${host}" "$${port}"`);
  if (client === "python") return shell.sh`python -c ${inPython} ${target}`;
  if (client === "node") return shell.sh`node -e ${inNode} ${target}`;
  if (client === "bash") return shell.sh`bash -c ${inBash} bash ${target}`;
  return shell.sh`sh -c ${inBusybox} sh ${target}`;
}

const inShell = (ask: string) => `
deadline=$(($(date +%s) + ${seconds}))
until error=$(${ask} 2>&1); do
    if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "$1:$2 did not answer within ${seconds} s: $(echo "$error" | sed -n "1s/.*: //p")" >&2
        exit 1
    fi
    sleep 1
done
`;

const inBash = inShell('timeout 2 bash -c "exec 3<>/dev/tcp/\\$0/\\$1" "$1" "$2"');
const inBusybox = inShell('nc -z -w 2 "$1" "$2"');

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
