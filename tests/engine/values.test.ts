import { dotenv } from "@quaywright/syntax";
import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../../packages/syntax/src/awkward.test.data";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

const count = 80;
const numbers = [...Array(count).keys()];

/** What a variable can hold: text without NUL and half characters. Of only newlines it is blank, and so not set. */
const held = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);
const inVariable = (text: string): string | null => (/^\n*$/.test(text) ? null : text);

/** A secret's file may end in newlines, as editors leave them: its value does not. */
const inSecret = (text: string): string | null => inVariable(text.replace(/\n+$/, ""));

const show = `
import json, os
print(json.dumps([[os.environ.get(f"{kind}{i}") for i in range(${count})] for kind in ("TEXT", "SECRET")]))
`;

onEngine("a value reaches a process of the container as it is", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({ template: "django-react", environment: "production" });
    const kinds = { TEXT: {}, SECRET: { kind: "secret" } };
    const variables = Object.entries(kinds).flatMap(([name, more]) =>
      numbers.map((number) => [`${name}${number}`, { ...more, optional: true }]),
    );
    const stage = { name: "production", purpose: "shows its variables.", from: "python:3.13-slim-trixie" };
    lay(stack, {
      name: "values",
      files: { compose: { production: stack.file } },
      services: {
        app: {
          build: {
            sources: [],
            stages: [{ ...stage, entrypoint: "production", client: "python", command: ["python", "-c", show] }],
          },
          user: "10001:10001",
          variables: Object.fromEntries(variables),
        },
        plain: {
          image: "python:3.13-slim-trixie",
          entrypoint: ["env"],
          command: ["python", "-c", show],
          variables: Object.fromEntries(variables.filter(([name]) => String(name).startsWith("SECRET"))),
        },
      },
    });
    await stack.succeed(["build"]);
  });

  afterAll(() => stack.remove());

  const write = (texts: readonly string[]) => {
    const value = (number: number) => texts[number] ?? "";
    stack.save(".env", dotenv.print(numbers.map((number) => ({ name: `TEXT${number}`, value: value(number) }))));
    stack.writeSecrets(Object.fromEntries(numbers.map((number) => [`secret${number}`, value(number)])));
  };

  const expected = (texts: readonly string[]) =>
    [inVariable, inSecret].map((seen) => numbers.map((number) => seen(texts[number] ?? "")));

  const seen = async (...args: readonly string[]) =>
    JSON.parse(await stack.succeed(["run", "--rm", "--no-deps", ...args]));

  const chunks = [...Array(Math.ceil(awkwardTexts.length / count)).keys()].map((index) =>
    awkwardTexts.filter(held).slice(index * count, (index + 1) * count),
  );
  test.each(chunks.map((chunk, index) => [index, chunk] as const))(
    "whatever readers misread, part %i",
    async (_, texts) => {
      write(texts);
      expect(await seen("app")).toEqual(expected(texts));
      expect(await seen("--entrypoint", "python", "app", "-c", show)).toEqual(expected(texts));
      expect((await seen("plain"))[1]).toEqual(expected(texts)[1]);
    },
  );

  test("whatever else it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(awkwardText.filter(held), { minLength: count, maxLength: count }), async (texts) => {
        write(texts);
        expect(await seen("app")).toEqual(expected(texts));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test("what no variable can hold is refused before it is written", () => {
    const print = (value: string) => () => dotenv.print([{ name: "TEXT", value }]);
    expect(print("a\0b")).toThrow("Unexpected `a\\u0000b` as value of TEXT, expected text without NUL");
    expect(print("\ud83d")).toThrow("expected text without NUL and without half characters");
  });

  test("a secret's file with a NUL is told, not cut", async () => {
    write([]);
    stack.writeSecrets({ secret7: "be\0fore" });
    const { code, stderr } = await stack.compose(["run", "--rm", "--no-deps", "app"]);
    expect(code).toBe(78);
    expect(stderr).toMatch("SECRET7_FILE names /run/secrets/secret7, which holds a NUL: no variable can");
  });
});
