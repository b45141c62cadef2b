import { Unprintable } from "../unprintable";
import { attribute, blank, block, comment, isSet, or, print, ref, template, when } from ".";

test("a file reads like what it says", () => {
  const text = print([
    comment("All of it."),
    block(
      "target",
      ["app"],
      [
        attribute("platforms", when("RELEASE", ["linux/amd64"], [])),
        attribute("tags", [template("app:", or("TAG", "latest"))]),
        attribute("labels", new Map([["a.b", or("LABEL")]])),
        blank,
        block("validation", [], [attribute("condition", isSet("TAG"))]),
      ],
    ),
  ]);
  expect(text).toBe(`# All of it.
target "app" {
  platforms = RELEASE ? ["linux/amd64"] : []
  tags = ["app:\${TAG == "" ? "latest" : TAG}"]
  labels = {
    "a.b" = LABEL == "" ? null : LABEL
  }

  validation {
    condition = TAG != ""
  }
}
`);
});

test("what would be an escape or begin a template is text", () => {
  const text = '"\\ \n ${a} %{b} $ $${c}';
  expect(print([attribute("x", text)])).toBe('x = "\\"\\\\ \\n $${a} %%{b} $ $$${c}"\n');
  expect(print([attribute("x", template("$", ref("A")))])).toBe('x = "\\u0024${A}"\n');
});

test("a name that is none, and half a character, are refused", () => {
  expect(() => print([attribute("a b", "")])).toThrow(Unprintable);
  expect(() => print([attribute("a", ref("b-c d"))])).toThrow(Unprintable);
  expect(() => print([attribute("a", "\ud800")])).toThrow(Unprintable);
  expect(() => print([attribute("a", "e\u0301")])).toThrow(Unprintable);
});
