import { execFileSync } from "node:child_process";
import { parse } from "dotenv";
import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { heading, print, remark } from ".";

/** Values for which readers other than Compose have a word as well. */
const portable = (value: string): boolean => !/['\r]|\\$/.test(value) || !/["$`\\\r\n]/.test(value);

const values = [...awkwardTexts, ...fc.sample(awkwardText, 500)].filter(portable);
const text = print(values.map((value, index) => ({ name: `V${index}`, value })));
const expected = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));

test("dotenv reads what Compose reads", () => {
  expect(parse(text)).toEqual(expected);
});

test("a shell reads what Compose reads", () => {
  const show = values.map((_, index) => `printf '%s\\0' "$V${index}"`).join("\n");
  const shown = execFileSync("/bin/sh", ["-c", `${text}${show}`], { encoding: "utf8" });
  expect(shown.split("\0").slice(0, -1)).toEqual(values);
});

test("an example file looks as if a person had written it", () => {
  expect(
    print([
      remark("Copy to .env."),
      heading("Database"),
      { name: "POSTGRES_DB", value: "shop" },
      { name: "POSTGRES_USER" },
      { comment: "At least 16 characters.\nopenssl rand -hex 32", name: "POSTGRES_PASSWORD", value: "a $5 note" },
      { name: "MOTTO", value: "it's" },
      heading("Mail"),
      { name: "MAIL_URL", value: "smtp://localhost:25", commented: true },
      { name: "MAIL_KEY", value: "a\nb", commented: true },
    ]),
  ).toBe(`# Copy to .env.

# --- Database ---

POSTGRES_DB=shop
POSTGRES_USER=

# At least 16 characters.
# openssl rand -hex 32
POSTGRES_PASSWORD='a $5 note'

MOTTO="it's"

# --- Mail ---

# MAIL_URL=smtp://localhost:25
# MAIL_KEY="a\\nb"
`);
});

test("a value that no common quotes hold gets the escapes of Compose", () => {
  expect(print([{ name: "A", value: 'it\'s "$5"\\\r' }])).toBe('A="it\'s \\"\\$5\\"\\\\\\r"\n');
});

test("what an env file cannot hold is refused", () => {
  expect(() => print([{ name: "A B", value: "" }])).toThrow("Unexpected `A B` as env file name");
  expect(() => print([{ name: "A", value: "\0" }])).toThrow("Unexpected `\\u0000` as value of A");
  expect(() => print([{ name: "A", comment: "a\rB=c" }])).toThrow("Unexpected `a\\rB=c` as env file comment");
});
