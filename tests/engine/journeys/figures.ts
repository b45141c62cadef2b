import { type Answer, ask } from "../ask";
import { succeed } from "../run";

/** Prints what was measured beside the bound that was asked for. Whether it is kept is for a quiet machine to say. */
export const figure = (what: string, measured: string, bound?: string): void => {
  process.stdout.write(`${what}: ${measured}${bound === undefined ? "" : ` (asked for: ${bound})`}\n`);
};

/** What work gives, and the seconds that it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);

/** The part of the times that lies below, such as 0.95. */
export const quantile = (times: readonly number[], part: number): number =>
  sorted(times)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;

/** Median milliseconds of `count` requests to each of some addresses, asked in turns so that a busy machine is fair. */
export async function medians(urls: readonly string[], count = 100): Promise<number[]> {
  const times = urls.map((): number[] => []);
  for (let round = -3; round < count; round++) {
    for (const [index, url] of urls.entries()) {
      const { value, seconds } = await timed(() => ask(url));
      if (value.status !== 200) throw new Error(`${url}: ${value.status}`);
      if (round >= 0) times[index]!.push(seconds * 1000);
    }
  }
  return times.map((each) => quantile(each, 0.5));
}

/** So many users who ask at once, again and again. */
export async function crowd(users: number, requests: number, get: () => Promise<Answer>) {
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const user = async () => {
    for (let request = 0; request < requests; request++) {
      const { value, seconds } = await timed(get);
      times.push(seconds * 1000);
      statuses.set(value.status, (statuses.get(value.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: users }, user));
  return { statuses: Object.fromEntries(statuses), p95: quantile(times, 0.95) };
}

const units: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Bytes of memory of all these containers. */
export async function memoryOf(ids: readonly string[]): Promise<number> {
  const said = await succeed("docker", ["stats", "--no-stream", "--format", "{{.MemUsage}}", ...ids]);
  return [...said.matchAll(/^([\d.]+)(\w+) /gm)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * units[unit!]!,
    0,
  );
}

/** Bytes of an image. */
export const sizeOf = async (image: string): Promise<number> =>
  Number(await succeed("docker", ["image", "inspect", "--format", "{{.Size}}", image]));

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
