import { type Answer, ask } from "./ask";

/** What became of a request. */
export interface Asked {
  readonly write: boolean;
  /** Status, or what was wrong where there was no answer. */
  readonly outcome: number | string;
}

/** Reads and writes that go on at a steady rate, until they are stopped. */
export interface Load {
  stop(): Promise<readonly Asked[]>;
}

/** Asks so often in a second, each third time to write, without waiting for answers. */
export function load(
  rate: number,
  read: (n: number) => string,
  write: (n: number) => { url: string; body: object },
): Load {
  const asked: Promise<Asked>[] = [];
  const timer = setInterval(() => {
    const n = asked.length;
    const writes = n % 3 === 0;
    const { url, body } = writes ? write(n) : { url: read(n), body: undefined };
    asked.push(
      ask(url, body && { body })
        .then(
          ({ status }: Answer) => status,
          (error: Error) => error.message,
        )
        .then((outcome) => ({ write: writes, outcome })),
    );
  }, 1000 / rate);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.all(asked);
    },
  };
}

/** How often each outcome was seen, those of `fine` left out. */
export function failures(asked: readonly Asked[], fine: readonly number[]): Record<string, number> {
  const bad = asked.filter(({ outcome }) => !fine.includes(Number(outcome)));
  const kinds = bad.map(({ outcome, write }) => `${write ? "write" : "read"}: ${outcome}`);
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]));
}
