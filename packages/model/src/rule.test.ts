import { faultOf } from ".";

test.each([
  ["short", "secret", { minimumLength: 9 }, "has 5 characters, expected at least 9"],
  ["x-change-me-x", "secret", { refuse: ["*change-me*"] }, "holds *change-me*"],
  ["a.example,*", "list", { refuse: ["*[*]*"] }, "holds *[*]*"],
  ["loud", "text", { oneOf: ["INFO", "DEBUG"] }, "is none of INFO, DEBUG"],
  ["4x", "number", {}, "is not a whole number"],
  ["0", "number", { minimum: 1 }, "is 0, expected at least 1"],
  ["65", "number", { maximum: 64 }, "is 65, expected at most 64"],
  ["www.example", "url", {}, "is not a URL"],
  ["maybe", "boolean", {}, "is not a boolean"],
] as const)("%j as %s with %j %s", (value, kind, rule, fault) => {
  expect(faultOf(value, kind, rule as never)).toContain(fault);
});

test.each([
  ["long enough", "secret", { minimumLength: 9, refuse: ["*change-me*"] }],
  ["a.example", "list", { refuse: ["*[*]*"] }],
  ["INFO", "text", { oneOf: ["INFO"] }],
  ["4", "number", { minimum: 4, maximum: 4 }],
  ["https://a.example", "url", {}],
  ["True", "boolean", {}],
] as const)("%j as %s with %j is right", (value, kind, rule) => {
  expect(faultOf(value, kind, rule as never)).toBeUndefined();
});

test("a secret is in no fault of it", () => {
  const secret = "hunter2-change-me";
  for (const rule of [{ minimumLength: 99 }, { refuse: ["*change-me*"] }, { oneOf: ["a"] }]) {
    expect(faultOf(secret, "secret", rule)).not.toContain("hunter2");
  }
});
