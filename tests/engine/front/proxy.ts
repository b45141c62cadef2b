import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** A proxy outside of the stack, which ends TLS and passes requests on over HTTP. */
export interface OuterProxy {
  readonly http: number;
  readonly https: number;
  close(): void;
}

/** `says`: it tells by `X-Forwarded-Proto` how it was asked. */
export async function outerProxy(to: number, certificates: string, says: boolean): Promise<OuterProxy> {
  const passOn = (scheme: string) => (asked: IncomingMessage, answer: ServerResponse) => {
    const headers: Record<string, string | string[] | undefined> = { ...asked.headers };
    delete headers["x-forwarded-proto"];
    const passed = request(
      {
        host: "127.0.0.1",
        port: to,
        path: asked.url,
        method: asked.method,
        headers: { ...headers, ...(says && { "x-forwarded-proto": scheme }) },
        agent: false,
      },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      },
    );
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  };
  const read = (name: string) => readFileSync(join(certificates, name));
  const plain = createServer(passOn("http"));
  const secure = createSecureServer({ key: read("privkey.pem"), cert: read("fullchain.pem") }, passOn("https"));
  return {
    http: await listening(plain),
    https: await listening(secure),
    close: () => {
      plain.close();
      secure.close();
    },
  };
}

const listening = (server: Server): Promise<number> =>
  new Promise((done, fail) => {
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
