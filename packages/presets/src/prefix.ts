import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";

/** Path under which browsers find it in production, behind a gateway. */
export const prefix = z
  .string()
  .regex(/^\/[^\s"'\\{}();$?#]+\/$/, "a path such as `/shop/`")
  .optional();

/** gunicorn takes it off paths and tells the application: https://docs.gunicorn.org/en/stable/faq.html#how-do-i-set-script-name */
export const scriptName = (path: string | undefined): VariablesDeclaration =>
  path === undefined
    ? {}
    : {
        SCRIPT_NAME: {
          production: {
            purpose: "Path under which browsers find it, which is written before its links.",
            value: path.slice(0, -1),
            readers: "self",
          },
        },
      };

/** What is known of a service at a path, and where its probe asks. */
export const foundAt = (
  path: string | undefined,
  { health, strip }: { readonly health: string; readonly strip: boolean },
): Pick<ServiceDeclaration, "prefix" | "probe"> => ({
  ...(path !== undefined && { prefix: { production: { path, strip } } }),
  probe: {
    kind: "http",
    path: path === undefined || strip ? health : { development: health, production: path.slice(0, -1) + health },
  },
});
