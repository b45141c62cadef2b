import { randomBytes, randomUUID } from "node:crypto";
import { type Answer, ask, json, type Question } from "../ask";
import { eventually, type TestStack } from "../stack";
import { type Followed, follow } from "./follow";

export interface Status {
  readonly posts: number;
  readonly streams: number;
  readonly version: string;
  readonly database: { readonly engine: string; readonly version: string };
}

/** What people do with the board of events, at one of its addresses. */
export class Eventboard {
  constructor(
    readonly stack: TestStack,
    readonly service: string,
  ) {}

  ask = (path: string, question: Question = {}): Promise<Answer> => ask(this.stack.url(this.service, path), question);
  status = async (): Promise<Status> => json(await this.ask("/api/status"));

  /** Adds a post and gives its number. */
  async post(fields: Readonly<Record<string, unknown>> = { title: randomUUID() }): Promise<number> {
    const answer = await this.ask("/api/posts", { body: fields });
    expect({ status: answer.status, said: answer.status === 201 ? "" : answer.body.toString() }).toEqual({
      status: 201,
      said: "",
    });
    return json<{ number: number }>(answer).number;
  }

  async title(number: number): Promise<string> {
    return json<{ title: string }>(await this.ask(`/api/posts/${number}`)).title;
  }

  /** The page, and the script that it loads. */
  async seesThePage(): Promise<void> {
    const { body, status } = await this.ask("/");
    expect({ status, body: body.toString() }).toEqual({ status: 200, body: expect.stringMatching(/<h1>Events/) });
    const [, script = ""] = /src="([^"]+\.js)"/.exec(body.toString()) ?? [];
    const { headers, status: loaded } = await this.ask(script);
    expect({ script, loaded, type: headers["content-type"] }).toEqual({
      script,
      loaded: 200,
      type: expect.stringMatching("javascript"),
    });
  }

  /** A post with a file, of which every byte comes back, as a download. */
  async uploads(bytes: number): Promise<string> {
    const file = randomBytes(bytes);
    const form = new FormData();
    form.set("title", "with a file");
    form.set("file", new Blob([new Uint8Array(file)]), "Żółw.bin");
    const answer = await this.ask("/api/posts", { body: form });
    expect(answer.status).toBe(201);
    const [{ url } = { url: "" }] = json<{ attachments: { url: string }[] }>(answer).attachments;
    const back = await this.ask(url);
    expect(back.body.equals(file)).toBe(true);
    expect(back.headers["content-disposition"]).toMatch(/^attachment/);
    return url;
  }

  /** Cookie of the first administrator, who can close the board and open it again. */
  async logsIn(password: string): Promise<void> {
    const form = (values: Readonly<Record<string, string>>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(values)) body.set(name, value);
      return body;
    };
    const wrong = await this.ask("/login", { body: form({ username: "admin", password: `${password}x` }) });
    expect(wrong.status).toBe(401);
    const right = await this.ask("/login", { body: form({ username: "admin", password }) });
    expect(right.status).toBe(302);
    const headers = { cookie: right.headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
    const set = (open: boolean) => this.ask("/board", { headers, body: form({ is_open: String(open) }) });
    expect((await this.ask("/board", { body: form({ is_open: "false" }) })).status).toBe(403);
    expect((await set(false)).status).toBe(302);
    expect((await this.ask("/api/posts", { body: { title: "late" } })).status).toBe(403);
    expect((await set(true)).status).toBe(302);
  }

  /** A new post reaches who follows. */
  async streams(): Promise<void> {
    const followed = await follow(this.stack.url(this.service, "/events"));
    const number = await this.post({ title: "now" });
    await eventually(
      async () => followed.text(),
      (text) => text.includes(`id: ${number}\nevent: post\ndata: {`),
      15,
    );
    followed.close();
  }

  /** Opens streams, each of which gets what is posted then. */
  async follow(count: number): Promise<Followed[]> {
    const all = await Promise.all(Array.from({ length: count }, () => follow(this.stack.url(this.service, "/events"))));
    const number = await this.post();
    for (const { text } of all) {
      await eventually(
        async () => text(),
        (given) => given.includes(`id: ${number}\n`),
        30,
      );
    }
    return all;
  }

  /** Milliseconds within which 95 of 100 requests, four at once, were answered. */
  async p95(): Promise<number> {
    const taken: number[] = [];
    const some = async () => {
      for (let count = 0; count < 25; count += 1) {
        const start = performance.now();
        expect((await this.ask("/api/posts?after=0")).status).toBe(200);
        taken.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: 4 }, some));
    return Math.round(taken.sort((a, b) => a - b)[94]!);
  }
}
