import { z } from "zod";

/** Names that a process can be given: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html */
export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name: letters, digits and `_`");

/** What a variable's value must be, beyond its kind. */
export const rule = z.strictObject({
  /** Least number of characters. */
  minimumLength: z.int().positive().optional(),
  /** Least and greatest value of a number, or number of items of a list. */
  minimum: z.int().optional(),
  maximum: z.int().optional(),
  /** The only values allowed. */
  oneOf: z.array(z.string()).min(1).optional(),
  /** Values refused, such as placeholders that nobody replaced; `*` stands for any characters, `[*]` for a star. */
  refuse: z.array(z.string()).optional(),
});

export const kinds = ["text", "url", "boolean", "number", "list", "secret"] as const;

/**
 * One variable of a service, a contract between whoever runs the stack and the process that reads it. With `value` or
 * `from` it is settled here; with `default` whoever runs the stack may set it; with neither they must.
 */
export const variable = z.strictObject({
  /** What it is for, one line. */
  purpose: z.string().optional(),
  /** Default: `text`. A secret is a file in production, under `/run/secrets`. */
  kind: z.enum(kinds).optional(),
  /** When it is read. At `build` it is a build argument; a secret is mounted for steps that `takesSecrets`. Default: `run`. */
  phase: z.enum(["build", "run"]).optional(),
  /** Settled by the declaration. */
  value: z.string().optional(),
  /** Stands when whoever runs the stack sets nothing. */
  default: z.string().optional(),
  /** May stay unset. Default: false. */
  optional: z.boolean().optional(),
  /**
   * A fact of another service, as `service:fact`, such as `db:password`. With `optional`, there is no such variable
   * where that service has no such fact.
   */
  from: z.string().optional(),
  /** A URL put together as the container starts: the scheme is `from`, the rest are variables of the same service. */
  url: z
    .strictObject({
      user: variableName.optional(),
      /** Left out of the URL while it is not set. */
      password: variableName.optional(),
      host: variableName,
      port: variableName,
      path: variableName.optional(),
      /** What follows as it is: `/0`, `?charset=utf8mb4`. */
      suffix: z
        .string()
        .regex(/^[/?][\w./?&=%:~-]*$/, "a path or query, such as `/0`")
        .optional(),
      /** What follows then, where a service has this fact (`db:authorityFile`), which takes the place of `*`. */
      query: z.strictObject({ from: z.string(), text: z.string().startsWith("?") }).optional(),
      /** Schemes whose driver sends each character of the password as one byte, Latin-1, where the server knows UTF-8. */
      latin1: z.array(z.string()).optional(),
    })
    .optional(),
  /**
   * Text put together as the container starts from variables of the same service, a secret where one of them is:
   * `"{BROKER_HOST}:{BROKER_PORT}"`; `{{` is a brace. It stays unset while one of them is.
   */
  template: z.string().optional(),
  /**
   * How its reader spells it, whatever whoever runs the stack writes: the two values of a boolean, `""` for one that is
   * not set; what stands between the items of a list, or `json` for an array; the scheme of a URL that is a secret, `""`
   * for any. Default: as it is written.
   */
  spelled: z
    .strictObject({
      true: z.string().optional(),
      false: z.string().optional(),
      separator: z.enum([" ", ";", ":", "|", "json"]).optional(),
      scheme: z
        .string()
        .regex(/^([a-z][a-z0-9+.-]*)?$/, "a scheme such as `postgresql+psycopg`")
        .optional(),
    })
    .optional(),
  /**
   * It follows from who ends TLS: its value where browsers ask over HTTP and where over HTTPS, or `trusted`, the
   * addresses whose `X-Forwarded-*` headers count, by commas. A scheme that is left out leaves it to the rest.
   */
  front: z
    .union([z.literal("trusted"), z.strictObject({ http: z.string().optional(), https: z.string().optional() })])
    .optional(),
  /** Spelling of that fact for this reader. */
  map: z.record(z.string(), z.string()).optional(),
  /**
   * Who reads it of those that run the code: names of services and jobs, such as `backend` or `backend-migrate`; `self`
   * is the service that declares it, without its jobs; an empty list leaves it to services that take it with `from`.
   * Default: all of them.
   */
  readers: z.union([z.literal("self"), z.array(z.string())]).optional(),
  /** Name under which whoever runs the stack sets it. Default: its own. */
  input: variableName.optional(),
  /**
   * How a program finds its secret's file that does not know `NAME_FILE`: the variable that it reads the path from, or
   * `false` where its command reads `/run/secrets/<name in lower case>` itself.
   */
  file: z.union([variableName, z.literal(false)]).optional(),
  /** Who issues such a secret, which is therefore never made at random: `Stripe, under Developers › API keys`. */
  issued: z.string().min(1).optional(),
  /** A value to show in `.env.example`. Never a secret. */
  example: z.string().optional(),
  rule: rule.optional(),
});

export type UrlShape = NonNullable<z.output<typeof variable>["url"]>;
export type Spelling = NonNullable<z.output<typeof variable>["spelled"]>;
export type UrlParts = Omit<UrlShape, "latin1" | "query">;
export type VariableRule = z.output<typeof rule>;
export type VariableKind = (typeof kinds)[number];
export type VariableDeclaration = z.output<typeof variable>;
