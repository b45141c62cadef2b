import { considered, elsewhere } from "./considered.test.data";
import { findLeftOut, leftOut } from "./left-out";
import { allRules, findRules } from "./rules";

describe("what was considered", () => {
  test.each([considered, ...Object.values(elsewhere)].flat())("%s is found, or left out with a reason", (name) => {
    expect(findRules(name).length > 0 || findLeftOut(name) !== undefined).toBe(true);
  });

  test("is every rule that there is", () => {
    const ids = new Set(considered);
    expect(
      allRules()
        .filter(({ id }) => !ids.has(id))
        .map(({ id }) => id),
    ).toEqual([
      "arg-overridden-by-env",
      "brace-expansion-in-sh",
      "copy-from-latest",
      "download-without-checksum",
      "exec-form-variable",
      "database-setup-missing",
      "healthcheck-any-answer",
      "host-network-ports",
      "image-eol",
      "service-without-image",
      "location-pattern-literal",
      "location-shadowed",
      "ls-parsed",
      "useless-cat",
      "bind-mount-hides-entrypoint",
      "dependency-not-ready",
      "nginx-file-misplaced",
    ]);
  });

  test("is left out only where there is no rule of that name", () => {
    for (const { id, meaning, why } of leftOut) {
      expect(findRules(id)).toEqual([]);
      expect([meaning, why]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/.{40,}\.$/)]);
    }
  });

  test("is found under a benchmark's number, however it is written", () => {
    for (const name of ["CIS 5.4", "cis-5.4", " CIS 5.4 "])
      expect(findRules(name).map(({ id }) => id)).toEqual(["cap-drop-all-missing", "dangerous-capability"]);
  });
});
