import { z } from "zod";
import type { Problem } from "../problem";
import { validate } from "./validate";

const schema = z
  .array(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, "a name: lower-case letters, digits, `_` and `-`"))
  .min(1);

/** Every mistake in the names of environments, which become a part of names of files, images and projects. */
export function brokenEnvironments(environments: unknown): Problem[] {
  const result = validate(schema, environments);
  const problems = "problems" in result ? result.problems : namedAgain(result.value);
  return problems.map((problem) => ({ ...problem, at: ["environments", ...problem.at] }));
}

const namedAgain = (names: readonly string[]): Problem[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ at: [index], found: `\`${name}\` again`, expected: "each name once" }],
  );
