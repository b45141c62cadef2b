import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { calendar, command, print } from ".";

const all = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const always = {
  minutes: all(0, 59),
  hours: all(0, 23),
  days: all(1, 31),
  months: all(1, 12),
  weekdays: all(0, 6),
  eitherDay: false,
};

/** As `systemd-analyze calendar` of systemd 252 has them, whose next moments were held to those of cron. */
test.each([
  [{}, ["*-*-* *:*:00 UTC"]],
  [{ minutes: [0], hours: [3] }, ["*-*-* 03:00:00 UTC"]],
  [{ minutes: [0, 15, 30, 45] }, ["*-*-* *:00/15:00 UTC"]],
  [{ minutes: [0, 53] }, ["*-*-* *:00,53:00 UTC"]],
  [{ minutes: [5, 25, 45], hours: [9, 11, 13, 15, 17] }, ["*-*-* 09,11,13,15,17:05/20:00 UTC"]],
  [{ minutes: [0], hours: [0], weekdays: [1, 2, 3, 4, 5] }, ["Mon..Fri *-*-* 00:00:00 UTC"]],
  [{ minutes: [0], hours: [0], weekdays: [0, 5, 6] }, ["Fri..Sun *-*-* 00:00:00 UTC"]],
  [{ minutes: [0], hours: [0], weekdays: [0, 1, 3] }, ["Mon,Wed,Sun *-*-* 00:00:00 UTC"]],
  [{ minutes: [0], hours: [0], days: [1, 6, 11, 16, 21, 26, 31] }, ["*-*-01/5 00:00:00 UTC"]],
  [{ minutes: [30], hours: [4], days: [31], months: [1, 7] }, ["*-01,07-31 04:30:00 UTC"]],
  [
    { minutes: [0], hours: [0], days: [13], weekdays: [5], eitherDay: true },
    ["*-*-13 00:00:00 UTC", "Fri *-*-* 00:00:00 UTC"],
  ],
])("moments are events of a calendar: %j", (some, events) => {
  expect(calendar({ ...always, ...some })).toEqual(events);
});

/** What systemd does with a line before it runs it: specifiers, then words, then variables. */
function wordsOf(line: string): string[] {
  const specified = line.replaceAll("%%", "%");
  const quoted = [...specified.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"\\;]+)/g)].map(([, inner, bare]) => inner ?? bare!);
  const plain: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  return quoted.map((word) =>
    word.replace(/\\(.)/g, (_, letter: string) => plain[letter] ?? letter).replaceAll("$$", "$"),
  );
}

const sayable = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Surrogate}]/u.test(text);

test("a command's words come out as they are, whatever is in them", () => {
  const words = [...awkwardTexts, ...fc.sample(awkwardText, 300)].filter(sayable);
  const line = command(words);
  expect(line).not.toContain("\n");
  expect(wordsOf(line)).toEqual(words);
});

test("a plain word has no quotes, a word of another language has them", () => {
  expect(command(["/usr/bin/env", "docker", "--file=a.yaml", "it's", "", ";", "50%", "$HOME"])).toBe(
    `/usr/bin/env docker --file=a.yaml "it's" "" ";" 50%% $$HOME`,
  );
  expect(() => command(["a\u0007"])).toThrow("Unexpected `a\\u0007` as word of a unit's command");
});

const unit = print("A unit.\nOf two lines.", [
  { name: "Unit", assignments: [["Description", "Shop"]] },
  { name: "Timer", assignments: [["OnCalendar", ["*-*-13 00:00:00 UTC", "Fri *-*-* 00:00:00 UTC"]]] },
]);

test("a unit looks as if a person had written it", () => {
  expect(unit).toBe(`# A unit.
# Of two lines.

[Unit]
Description=Shop

[Timer]
OnCalendar=*-*-13 00:00:00 UTC
OnCalendar=Fri *-*-* 00:00:00 UTC
`);
});

test.each(["a\nExecStart=/bin/sh", "a\\", "a\u0000", " a", "a "])(
  "a value %j, which is more than one line or less, is refused",
  (value) => {
    expect(() => print("", [{ name: "Unit", assignments: [["Description", value]] }])).toThrow(
      "as Description of a unit",
    );
  },
);

const systemd = ((): boolean => {
  try {
    execFileSync("systemd-analyze", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** Where there is a systemd, it is asked itself. */
(systemd ? test : test.skip)("systemd understands every event", () => {
  const numbers = (first: number, last: number) =>
    fc.uniqueArray(fc.integer({ min: first, max: last }), { minLength: 1 }).map((some) => some.sort((a, b) => a - b));
  const moments = fc.record({
    minutes: numbers(0, 59),
    hours: numbers(0, 23),
    days: numbers(1, 31),
    months: numbers(1, 12),
    weekdays: numbers(0, 6),
    eitherDay: fc.boolean(),
  });
  const events = fc.sample(moments, 20).flatMap(calendar);
  const said = execFileSync("systemd-analyze", ["calendar", ...events], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(said.match(/Next elapse/g)).toHaveLength(events.length);
});
