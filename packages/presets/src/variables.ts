import type { VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { withKnown } from "./well-known";

/**
 * Further variables of a service, with what is known of their names. Each is looked at with the service that it becomes
 * a part of.
 */
export const variables = z
  .custom<VariablesDeclaration>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "an object of variables by name",
  )
  .transform(withKnown);
