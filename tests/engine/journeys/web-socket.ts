import { randomBytes } from "node:crypto";
import { request } from "node:http";

/** A WebSocket that a client listens at: https://www.rfc-editor.org/rfc/rfc6455 */
export interface Listening {
  /** The texts that came so far. */
  readonly texts: readonly string[];
  readonly close: () => void;
}

/** Opens a WebSocket through whatever stands before it. Fails where the answer is another one. */
export const listen = (url: string): Promise<Listening> =>
  new Promise((opened, fail) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
    };
    const asked = request(url, { headers, agent: false });
    asked.on("response", ({ statusCode }) => fail(new Error(`${url}: ${statusCode}`)));
    asked.on("error", fail);
    asked.on("upgrade", (_, socket, head) => {
      const texts: string[] = [];
      let rest = Buffer.alloc(0);
      const take = (data: Buffer) => {
        rest = Buffer.concat([rest, data]);
        for (let frame = firstOf(rest); frame !== undefined; frame = firstOf(rest)) {
          if (frame.kind === 1) texts.push(frame.payload.toString());
          rest = rest.subarray(frame.length);
        }
      };
      take(head);
      socket.on("data", take);
      socket.on("error", () => undefined);
      opened({ texts, close: () => socket.destroy() });
    });
    asked.end();
  });

/** The first frame, once it is whole; a server masks none. */
function firstOf(data: Buffer): { kind: number; payload: Buffer; length: number } | undefined {
  if (data.length < 4) return undefined;
  const short = data[1]! & 0x7f;
  const [start, size] = short < 126 ? [2, short] : [4, data.readUInt16BE(2)];
  if (short === 127 || data.length < start + size) return undefined;
  return { kind: data[0]! & 0x0f, payload: data.subarray(start, start + size), length: start + size };
}
