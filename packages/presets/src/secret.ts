import type { VariableRule } from "@quaywright/model";

/** Placeholders that people forget to replace; whatever holds one is refused where it matters. */
const placeholders = ["*change-me*", "*changeme*", "*development-only*", "*your-secret*", "django-insecure-*"];

/** The rule of a secret in production: long enough, and no placeholder. */
export const strong = (minimumLength: number): { production: VariableRule } => ({
  production: { minimumLength, refuse: placeholders },
});
