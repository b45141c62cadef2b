import type { ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

/** Path under which browsers find it in production, behind a gateway. */
export const prefix = z
  .string()
  .regex(/^\/[^\s"'\\{}();$?#]+\/$/, "a path such as `/shop/`")
  .optional();

type Prefixed = Pick<ServiceDeclaration, "prefixed">;

/**
 * gunicorn takes it off paths and tells the application:
 * https://docs.gunicorn.org/en/stable/faq.html#how-do-i-set-script-name
 */
const scriptName = { variable: "SCRIPT_NAME", strip: false };

/** Where the server of development is told as well. */
export const byScriptName: Prefixed = { prefixed: scriptName };

/** Flask's own server knows of none. */
export const byScriptNameInProduction: Prefixed = {
  prefixed: { development: { strip: true }, production: scriptName },
};

/** `root_path` of ASGI: https://www.uvicorn.org/settings/#http */
export const byRootPath: Prefixed = { prefixed: { variable: "UVICORN_ROOT_PATH", strip: true } };
