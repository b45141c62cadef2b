/** When a command runs by itself, in UTC: the numbers that each field of its expression stands for. */
export interface Schedule {
  /** Five fields, also of what was declared by a name such as `@daily`. */
  readonly cron: string;
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** A day counts by its number or by its weekday: both were given. */
  readonly eitherDay: boolean;
  /** Nobody asked for a minute, so that it may start somewhat later. */
  readonly loose: boolean;
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html, and the names that cron on Linux knows. */
const named: ReadonlyMap<string, string> = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
]);

interface Field {
  readonly what: string;
  readonly first: number;
  readonly last: number;
  /** Words for its numbers, from `first` on. */
  readonly names?: readonly string[];
}

const fields = [
  { what: "minute", first: 0, last: 59 },
  { what: "hour", first: 0, last: 23 },
  { what: "day of the month", first: 1, last: 31 },
  { what: "month", first: 1, last: 12, names: "jan feb mar apr may jun jul aug sep oct nov dec".split(" ") },
  // 7 is Sunday too
  { what: "weekday", first: 0, last: 7, names: "sun mon tue wed thu fri sat".split(" ") },
] as const satisfies readonly Field[];

const names = [...named.keys()].map((name) => `\`${name}\``).join(", ");
const shape = `five fields in UTC, minute, hour, day of the month, month and weekday, such as \`0 3 * * *\`, or one of ${names}`;

/** What an expression of cron means, or what was expected in its place. */
export function readSchedule(expression: string): { schedule: Schedule } | { expected: string } {
  const cron = named.get(expression) ?? expression.trim().split(/\s+/).join(" ");
  const texts = cron.split(" ");
  if (texts.length !== fields.length) return { expected: shape };
  const read = fields.map((field, index) => numbersOf(texts[index]!, field));
  const faults = read.filter((each) => typeof each === "string");
  if (faults.length > 0) return { expected: faults.join(", ") };
  const [minutes = [], hours = [], days = [], months = [], upToSeven = []] = read as number[][];
  const weekdays = inOrder(upToSeven.map((day) => day % 7));
  const [, , day = "", , weekday = ""] = texts;
  const eitherDay = day !== "*" && weekday !== "*";
  // https://www.man7.org/linux/man-pages/man5/crontab.5.html: Vixie's cron takes those for `*`, others do not
  if (eitherDay && (day.startsWith("*") || weekday.startsWith("*")))
    return { expected: "`*` as day of the month or as weekday: what a step means beside the other differs by cron" };
  if (!eitherDay && weekday === "*" && !months.some((month) => days.some((each) => each <= longest[month - 1]!)))
    return { expected: "a day that one of its months has" };
  return {
    schedule: { cron, minutes, hours, days, months, weekdays, eitherDay, loose: named.has(expression) },
  };
}

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const inOrder = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** Numbers in order, or what was expected. */
function numbersOf(text: string, field: Field): number[] | string {
  const found = text.split(",").map((item) => itemOf(item, field));
  const fault = found.find((each) => typeof each === "string");
  return fault ?? inOrder((found as number[][]).flat());
}

/** A number, a range such as `9-17` or all there are, each of the last two with a step such as `/2`. */
function itemOf(item: string, field: Field): number[] | string {
  const { first, last, what } = field;
  const [, range = "", , step] = /^([^/]+)(\/(\d+))?$/.exec(item) ?? [];
  const [from, to] = range === "*" ? [first, field.names?.[0] === "sun" ? 6 : last] : endsOf(range, field);
  if (from === undefined || to === undefined)
    return `${what === "hour" ? "an" : "a"} ${what} from ${first} to ${last}${hint(field)} in place of \`${item}\``;
  if (from > to) return `a range that goes up in place of \`${item}\``;
  if (step === undefined) return upTo(from, to, 1);
  if (!range.includes("-") && range !== "*") return `a step of \`*\` or of a range in place of \`${item}\``;
  const by = Number(step);
  if (by < 1 || by > to - from) return `a step from 1 to ${to - from} in place of \`${item}\``;
  return upTo(from, to, by);
}

const hint = ({ names }: Field): string => (names === undefined ? "" : `, or its name such as \`${names[1]}\``);

function endsOf(range: string, field: Field): (number | undefined)[] {
  const ends = range.split("-").map((end) => numberOf(end, field));
  if (ends.length === 1) return [ends[0], ends[0]];
  const [from, to] = ends;
  // a week that ends with Sunday
  return ends.length > 2 ? [] : [from, field.names?.[0] === "sun" && to === 0 ? 7 : to];
}

function numberOf(text: string, { first, last, names = [] }: Field): number | undefined {
  const name = names.indexOf(text.toLowerCase());
  if (name >= 0) return first + name;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= first && number <= last ? number : undefined;
}

const upTo = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
