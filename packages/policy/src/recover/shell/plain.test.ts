import { commandsOf } from "./commands";
import { plainCommands } from "./plain";

const source = { path: "Dockerfile", text: "" };
const read = (text: string) => commandsOf.shell(text, { source, start: 100, end: 100 + text.length });

const words =
  "apt-get install -y a=1 --no-install-recommends curl rm /var/lib/apt/lists/* sh -c sudo env A=b exec time ./x.sh http://a:8000/ a,b 1000:1000 x? in 2 : . @ % +x if function".split(
    " ",
  );
const between = [" ", "  ", "\t", " \\\n  ", " && ", " || ", "&&", " && \\\n ", " \\\n  \t \\\n && "];
const any = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;

test("what is read as plain is what the parser reads", () => {
  let plain = 0;
  for (let round = 0; round < 3_000; round += 1) {
    let text = any(["", " ", any(words)]);
    for (let left = Math.floor(Math.random() * 9); left > 0; left -= 1) text += any(between) + any(words);
    if (plainCommands(text) === undefined) continue;
    plain += 1;
    // the parser has to read what ends in a line of its own
    expect({ text, read: read(text) }).toEqual({ text, read: read(`${text}\n`) });
  }
  expect(plain).toBeGreaterThan(500);
});

test.each([
  "A=b c",
  "a; b",
  "a | b",
  "a & b",
  "a > b",
  'a "b"',
  "a $b",
  "a `b`",
  "a ~",
  "a {b,c}",
  "a\\\nb",
  "if a",
  "a && ",
  "&& a",
  "a && || b",
  "a # b",
  "a\nb",
  "! a",
])("%j is left to the parser", (text) => {
  expect(plainCommands(text)).toBeUndefined();
});
