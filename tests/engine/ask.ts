import { type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Question {
  readonly headers?: Readonly<Record<string, string>>;
  /** It is posted: an object as JSON, a form as a browser would. */
  readonly body?: object | FormData;
}

/** Asks over HTTP. The path goes out as it is written: `fetch` would resolve its dots. */
export async function ask(url: string, { headers = {}, body }: Question = {}): Promise<Answer> {
  const [, host, path = "/"] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const [hostname, port] = host?.split(":") ?? [];
  const payload = body === undefined ? undefined : body instanceof FormData ? new Response(body) : Response.json(body);
  const bytes = payload && Buffer.from(await payload.arrayBuffer());
  return new Promise((done, fail) => {
    const asked = request(
      {
        hostname,
        port,
        path,
        method: bytes === undefined ? "GET" : "POST",
        headers: {
          ...(bytes && { "content-type": payload?.headers.get("content-type") ?? "", "content-length": bytes.length }),
          ...headers,
        },
        agent: false,
        timeout: 60_000,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", fail);
        answer.on("end", () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    asked.on("error", fail);
    asked.on("timeout", () => asked.destroy(new Error(`no answer from ${url} within 60 s`)));
    asked.end(bytes);
  });
}

export const json = <T>({ body }: Answer): T => JSON.parse(body.toString());
