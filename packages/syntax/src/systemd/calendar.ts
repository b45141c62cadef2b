/** Moments by the numbers that each part of them may have, as cron counts them; 0 is Sunday. */
export interface Calendar {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  readonly weekdays: readonly number[];
  /** A day counts by its number or by its weekday, not by both. */
  readonly eitherDay: boolean;
}

/**
 * The same moments as events of systemd, in UTC; two where a day counts by its number or its weekday, for systemd asks
 * for both: https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html#Calendar%20Events
 */
export function calendar(moments: Calendar): readonly string[] {
  const time = `${part(moments.hours, 0, 23)}:${part(moments.minutes, 0, 59)}:00 UTC`;
  const months = part(moments.months, 1, 12);
  const weekdays = namesOf(moments.weekdays);
  const days = part(moments.days, 1, 31);
  return moments.eitherDay
    ? [`*-${months}-${days} ${time}`, `${weekdays}*-${months}-* ${time}`]
    : [`${weekdays}*-${months}-${days} ${time}`];
}

/** All of them, every so many from the first one on, or one by one. */
function part(numbers: readonly number[], first: number, last: number): string {
  const [start = first, second = last + 1] = numbers;
  const step = second - start;
  const regular = numbers.every((number, index) => number === start + index * step) && numbers.at(-1)! + step > last;
  if (numbers.length === last - first + 1) return "*";
  if (numbers.length > 2 && regular) return `${two(start)}/${step}`;
  return numbers.map(two).join(",");
}

const two = (number: number): string => String(number).padStart(2, "0");

const week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** From Monday on; days in a row are a range. */
function namesOf(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return "";
  const runs: string[][] = [];
  for (const [index, name] of week.entries()) {
    if (!weekdays.includes((index + 1) % 7)) continue;
    const last = runs.at(-1);
    if (index > 0 && last?.at(-1) === week[index - 1]) last?.push(name);
    else runs.push([name]);
  }
  return `${runs.map((run) => (run.length > 2 ? `${run[0]}..${run.at(-1)}` : run.join(","))).join(",")} `;
}
