import type { VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";

/** Secrets for installing packages, such as the `.npmrc` of a private registry; no image keeps anything of them. */
export const installSecrets = z
  .record(
    z.string(),
    z.strictObject({
      purpose: z.string().optional(),
      /** The variable with the path of its file; without it, the variable of its own name has its text. */
      file: z.string().optional(),
      optional: z.boolean().optional(),
      issued: z.string().optional(),
    }),
  )
  .default({});

export const installVariables = (secrets: z.output<typeof installSecrets>): VariablesDeclaration =>
  Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [name, { ...secret, kind: "secret", phase: "build" }]),
  );
