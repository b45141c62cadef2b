import type { z } from "zod";
import type { ServiceDeclaration } from "./declaration";
import { validate, without } from "./resolve/validate";

/**
 * A service from a preset's options; the compiler knows by `Needs` which services they name. Mistakes in
 * them are no error yet: they go along with what the rest of them declares, and are told with all the others.
 */
export function preset<Options, Needs extends string = never>(
  schema: z.ZodType<Options>,
  given: unknown,
  expand: (options: Options) => ServiceDeclaration,
): ServiceDeclaration<Needs> {
  const options = given ?? {};
  const result = validate(schema, options);
  if (!("problems" in result)) return expand(result.value) as ServiceDeclaration<Needs>;
  const right = validate(alone(schema), without(options, result.problems));
  const rest = "problems" in right ? {} : expand(right.value);
  const more = Array.isArray(rest.mistakes) ? rest.mistakes : [];
  return { ...rest, mistakes: [...result.problems, ...more] } as ServiceDeclaration<Needs>;
}

/** Each option by itself, whatever the others say. */
const alone = <Options>(schema: z.ZodType<Options>): z.ZodType<Options> =>
  schema.clone({ ...schema._zod.def, checks: [] } as z.ZodType<Options>["_zod"]["def"]);
