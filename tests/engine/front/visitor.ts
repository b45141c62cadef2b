import { type IncomingHttpHeaders, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

/** Where a name leads to: ports of this machine, and the authority of the certificate. */
export interface Address {
  readonly http: number;
  readonly https?: number;
  readonly ca?: string;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const mostRedirects = 5;

/** Goes where it is sent and keeps cookies, as browsers do: what is secure goes out over HTTPS alone. */
export class Visitor {
  readonly cookies = new Map<string, { readonly value: string; readonly secure: boolean }>();

  constructor(
    private readonly address: Address,
    /** What it says beside, which browsers do not. */
    private readonly extra: Readonly<Record<string, string>> = {},
  ) {}

  /** The page at which it arrives; sent round in circles, it gives up. */
  async visit(start: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    let page = await this.#ask(start, form);
    for (let count = 0; page.status >= 300 && page.status < 400; count++) {
      if (count === mostRedirects)
        throw new Error(`sent on ${mostRedirects} times, at last to ${page.headers.location}`);
      page = await this.#ask(new URL(page.headers.location ?? "", page.url).href);
    }
    return page;
  }

  #ask(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const { host, hostname, pathname, protocol, search } = new URL(url);
    const secure = protocol === "https:";
    const body = form && new URLSearchParams(form).toString();
    const cookies = [...this.cookies].filter(([, cookie]) => secure || !cookie.secure);
    const { ca, http, https } = this.address;
    return new Promise((done, fail) => {
      const asked = (secure ? overHttps : overHttp)(
        {
          host: "127.0.0.1",
          port: secure ? https : http,
          path: pathname + search,
          method: body === undefined ? "GET" : "POST",
          servername: hostname,
          ca,
          agent: false,
          timeout: 60_000,
          headers: {
            host,
            ...(cookies.length > 0 && { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join("; ") }),
            ...(body !== undefined && {
              "content-type": "application/x-www-form-urlencoded",
              "content-length": Buffer.byteLength(body),
              origin: `${protocol}//${host}`,
              referer: url,
            }),
            ...this.extra,
          },
        },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (data: string) => (text += data));
          answer.on("error", fail);
          answer.on("end", () => {
            for (const cookie of answer.headers["set-cookie"] ?? []) this.#keep(cookie);
            done({ url, status: answer.statusCode ?? 0, headers: answer.headers, body: text });
          });
        },
      );
      asked.on("error", fail);
      asked.on("timeout", () => asked.destroy(new Error(`no answer from ${url} within 60 s`)));
      asked.end(body);
    });
  }

  #keep(cookie: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    this.cookies.set(name, { value, secure: /;\s*secure/i.test(cookie) });
  }
}
