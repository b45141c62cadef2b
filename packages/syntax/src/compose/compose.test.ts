// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose's variables look like the template's.
import { escapeInterpolation, interpolation } from ".";

test("a text that means itself has every dollar doubled", () => {
  expect(escapeInterpolation("$5 ${NAME} $$")).toBe("$$5 $${NAME} $$$$");
});

test.each([
  [{ name: "NAME" }, "${NAME}"],
  [{ name: "NAME", fallback: "" }, "${NAME:-}"],
  [{ name: "NAME", fallback: "it's $5 :-" }, "${NAME:-it's $$5 :-}"],
  [{ name: "NAME", required: "set it: see .env.example" }, "${NAME:?set it: see .env.example}"],
])("%j is %s", (variable, text) => {
  expect(interpolation(variable)).toBe(text);
});

test.each([
  [{ name: "NAME", fallback: "{}" }, "Unexpected `{}` as Compose fallback, expected one line without braces"],
  [{ name: "NAME", required: "a\nb" }, "Unexpected `a\\nb` as Compose message, expected one line without braces"],
  [{ name: "1ST" }, "Unexpected `1ST` as Compose variable, expected letters, digits and underscores"],
])("%j is refused", (variable, message) => {
  expect(() => interpolation(variable)).toThrow(message);
});
