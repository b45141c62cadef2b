import { get } from "node:http";

/** An event stream that a client follows. */
export interface Followed {
  /** What came so far. */
  readonly text: () => string;
  /** Whether it came to its proper end, once it is over. */
  readonly ended: Promise<"ended" | "broken">;
  readonly close: () => void;
}

/** Opens an event stream; fails where it is no such thing. */
export const follow = (url: string): Promise<Followed> =>
  new Promise((opened, fail) => {
    const asked = get(url, { agent: false, headers: { accept: "text/event-stream" } }, (answer) => {
      if (answer.statusCode !== 200 || !/^text\/event-stream/.test(answer.headers["content-type"] ?? "")) {
        asked.destroy();
        fail(new Error(`${url}: ${answer.statusCode} ${answer.headers["content-type"]}`));
        return;
      }
      let text = "";
      answer.on("data", (data: Buffer) => (text += data.toString()));
      const ended = new Promise<"ended" | "broken">((done) => {
        answer.on("end", () => done("ended"));
        answer.on("error", () => done("broken"));
      });
      opened({ text: () => text, ended, close: () => asked.destroy() });
    });
    asked.on("error", fail);
  });
