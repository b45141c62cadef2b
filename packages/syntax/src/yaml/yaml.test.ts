import fc from "fast-check";
import { parse } from "yaml";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { commented, print, tagged, type YamlMap, type YamlValue } from ".";

describe.each(["1.1", "1.2"] as const)("a reader of YAML %s", (version) => {
  const read = (text: string): unknown => parse(text, { version });

  test("reads every awkward text back, as a value, as an item and as a key", () => {
    const document = {
      values: Object.fromEntries(awkwardTexts.map((text, index) => [`a${index}`, text])),
      items: awkwardTexts,
      short: awkwardTexts.map((text) => [text, text]),
      keys: Object.fromEntries(awkwardTexts.map((text) => [text, 1])),
    };
    expect(read(print(document))).toEqual(document);
  });

  test("reads any document back", () => {
    const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        awkwardText,
        fc.oneof(fc.boolean(), fc.constant(null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(awkwardText, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(awkwardText, value, { noNullPrototype: true }), (document) => {
        expect(read(print(document as YamlMap))).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 500 },
    );
  });

  test("reads any text of lines back", () => {
    const lines = fc.array(fc.stringMatching(/^ {0,3}[ -~]{0,5}$/), { maxLength: 5 }).map((each) => each.join("\n"));
    fc.assert(
      fc.property(lines, lines, (one, two) => {
        const document = { a: one, b: { c: two, d: [one, { e: two }, [one, two]] } };
        expect(read(print(document))).toEqual(document);
      }),
      { numRuns: 500 },
    );
  });

  test("sees comments and tags as if they were not there", () => {
    const document = print({
      a: commented("one\ntwo: three", [commented("# four", { b: commented("five", "six") }), [commented("c", ["d"])]]),
      e: tagged("!override", [{ f: tagged("!override", { g: 1 }) }, tagged("!override", { h: 2 })]),
      i: commented("seven", tagged("!override", [3])),
    });
    expect(parse(document, { version, logLevel: "silent" })).toEqual({
      a: [{ b: "six" }, [["d"]]],
      e: [{ f: { g: 1 } }, { h: 2 }],
      i: [3],
    });
  });
});

test("a compose file looks as if a person had written it", () => {
  const document = {
    name: "shop",
    services: {
      db: {
        image: "postgres:17",
        command: ["postgres", "-c", "shared_buffers=256MB"],
        ports: tagged("!override", ["127.0.0.1:5432:5432"]),
        environment: { POSTGRES_DB: "shop", POSTGRES_INITDB_ARGS: undefined, PGPASSWORD: null, TZ: "on" },
        healthcheck: { test: ["CMD-SHELL", 'pg_isready -U "$$POSTGRES_USER"'], interval: "10s", retries: 3 },
        volumes: [commented("kept", { type: "volume", source: "db", target: "/var/lib/postgresql" }), "./a:/a:ro"],
      },
      web: commented("What people see.", { build: {}, profiles: [], depends_on: tagged("!reset", null) }),
    },
    volumes: { db: null },
  };
  expect(print(document, { header: "Generated.\n\nDo not edit.", spaced: ["services"] })).toBe(`# Generated.
#
# Do not edit.

name: shop

services:
  db:
    image: postgres:17
    command: [postgres, -c, shared_buffers=256MB]
    ports: !override ["127.0.0.1:5432:5432"]
    environment:
      POSTGRES_DB: shop
      PGPASSWORD:
      TZ: "on"
    healthcheck:
      test: [CMD-SHELL, "pg_isready -U \\"$$POSTGRES_USER\\""]
      interval: 10s
      retries: 3
    volumes:
      # kept
      - type: volume
        source: db
        target: /var/lib/postgresql
      - ./a:/a:ro

  # What people see.
  web:
    build: {}
    profiles: []
    depends_on: !reset null

volumes:
  db:
`);
});

test("a list takes one line up to 100 columns", () => {
  const word = "a".repeat(45);
  expect(print({ key: [word, `${word}a`] })).toBe(`key: [${word}, ${word}a]\n`);
  expect(print({ key: [word, `${word}aa`] })).toBe(`key:\n  - ${word}\n  - ${word}aa\n`);
});

test("a text of several lines stands as it is", () => {
  const script = "set -eu\n\nif true; then\n  echo '# no comment': yes\nfi";
  expect(print({ a: { script, test: ["CMD", script] }, b: "one\ntwo" })).toBe(`a:
  script: |-
    set -eu

    if true; then
      echo '# no comment': yes
    fi
  test:
    - CMD
    - |-
      set -eu

      if true; then
        echo '# no comment': yes
      fi
b: |-
  one
  two
`);
});

test("an empty document is an empty map", () => {
  expect(print({})).toBe("{}\n");
  expect(print({ a: undefined }, { header: "Nothing." })).toBe("# Nothing.\n\n{}\n");
});

test.each<[YamlMap, string]>([
  [{ a: "\0" }, "Unexpected `\\u0000` as YAML string, expected text without NUL and without half characters."],
  [{ a: "\ud83d" }, "Unexpected `\\ud83d` as YAML string, expected text without NUL and without half characters."],
  [{ a: Number.NaN }, "Unexpected `NaN` as YAML number, expected a finite number."],
  [{ a: commented("\r", 1) }, "Unexpected `\\r` as YAML comment, expected lines of text without control characters."],
  [{ ["a".repeat(1001)]: 1 }, `Unexpected \`${"a".repeat(79)}…\` as YAML key, expected at most 1,000 characters.`],
])("what YAML cannot hold is refused", (document, message) => {
  expect(() => print(document)).toThrow(message);
});
