import fc from "fast-check";
import { parse } from "yaml";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { commented, print, tagged, type YamlMap, type YamlValue } from ".";

const versions = ["1.1", "1.2"] as const;

const read = (text: string, version: "1.1" | "1.2"): unknown =>
  parse(text, {
    version,
    customTags: ["!reset", "!override"].map((tag) => ({ tag, resolve: (value: unknown) => value as never })),
    logLevel: "error",
  });

describe.each(versions)("a reader of YAML %s", (version) => {
  test("reads every awkward text back, as a value, as an item and as a key", () => {
    const document = {
      values: Object.fromEntries(awkwardTexts.map((text, index) => [`a${index}`, text])),
      items: awkwardTexts,
      short: awkwardTexts.map((text) => [text, text]),
      keys: Object.fromEntries(awkwardTexts.map((text) => [text, 1])),
    };
    expect(read(print(document), version)).toEqual(document);
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
        expect(read(print(document as YamlMap), version)).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 1000 },
    );
  });
});
