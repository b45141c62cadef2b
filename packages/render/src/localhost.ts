import type { BuildStage, Forward } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** A command beside the container's process that leads a port of `localhost` to another service. */
export function leadOn(client: NonNullable<BuildStage["client"]>, { host, port, target }: Forward): shell.Script {
  const words = [String(port), host, String(target)];
  const program = client === "node" ? sh`node -e ${inNode} ${words}` : sh`python -c ${inPython} ${words}`;
  return sh`
    # ${shell.raw(`localhost:${port} is ${host}:${target}, as the application believes.`)}
    (${program}) &
  `;
}

const inNode = `
const net = require("net");
const [port, host, target] = process.argv.slice(1);
const lead = (client) => {
  const server = net.connect({ port: Number(target), host, allowHalfOpen: true });
  for (const [a, b] of [[client, server], [server, client]]) {
    a.on("error", () => b.destroy());
    a.pipe(b);
  }
};
for (const address of ["127.0.0.1", "::1"]) {
  net.createServer({ allowHalfOpen: true }, lead).on("error", () => {}).listen(Number(port), address);
}
`;

const inPython = `
import asyncio, sys
port, host, target = sys.argv[1:]
async def pass_on(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()
async def lead(reader, writer):
    try:
        there, to = await asyncio.open_connection(host, int(target))
    except OSError:
        writer.close()
        return
    await asyncio.gather(pass_on(reader, to), pass_on(there, writer))
    to.close()
    writer.close()
async def main():
    servers = []
    for address in ("127.0.0.1", "::1"):
        try:
            servers.append(await asyncio.start_server(lead, address, int(port)))
        except OSError:
            pass
    await asyncio.gather(*(server.serve_forever() for server in servers))
asyncio.run(main())
`;
