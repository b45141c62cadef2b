import type { VariablesDeclaration } from "@quaywright/model";

/** Cookies come back over HTTPS alone where that is how browsers ask. */
export const cookieVariables: VariablesDeclaration = {
  COOKIE_SECURE: {
    purpose: "Cookies travel over HTTPS alone, where browsers ask over it.",
    kind: "boolean",
    front: { http: "False", https: "True" },
  },
};

/**
 * Both read it, networks as well since gunicorn 24.1 and uvicorn 0.31:
 * https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips, https://www.uvicorn.org/settings/#http
 */
export const forwardedVariables: VariablesDeclaration = {
  FORWARDED_ALLOW_IPS: {
    production: {
      purpose: "Addresses whose X-Forwarded-* headers count; `*` where only gateways of the stack reach the port.",
      front: "trusted",
      readers: "self",
    },
  },
};
