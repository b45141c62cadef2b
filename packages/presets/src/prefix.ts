import type { ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

/** Path under which browsers find it in production, behind a gateway. */
export const prefix = z
  .string()
  .regex(/^\/[^\s"'\\{}();$?#]+\/$/, "a path such as `/shop/`")
  .optional();

type Prefixed = Pick<ServiceDeclaration, "prefixed">;

/** The servers of development, which no gateway asks, answer at `/`. */
const atRoot = { strip: true };

/** gunicorn takes it off paths and tells the application: https://docs.gunicorn.org/en/stable/faq.html#how-do-i-set-script-name */
export const byScriptName: Prefixed = {
  prefixed: { development: atRoot, production: { variable: "SCRIPT_NAME", strip: false } },
};

/** `root_path` of ASGI: https://www.uvicorn.org/settings/#http */
export const byRootPath: Prefixed = {
  prefixed: { development: atRoot, production: { variable: "UVICORN_ROOT_PATH", strip: true } },
};
