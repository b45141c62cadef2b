import type { z } from "zod";
import type { ServiceDeclaration } from "./declaration";
import { validate } from "./resolve/validate";

/**
 * A service from a preset's options; the compiler knows by `Needs` which services they name. Mistakes in them are no error yet: they go along with the declaration, and are told
 * with all the others.
 */
export function preset<Options, Needs extends string = never>(
  schema: z.ZodType<Options>,
  given: unknown,
  expand: (options: Options) => ServiceDeclaration,
): ServiceDeclaration<Needs> {
  const result = validate(schema, given ?? {});
  const declaration = "problems" in result ? { mistakes: result.problems } : expand(result.value);
  return declaration as ServiceDeclaration<Needs>;
}
