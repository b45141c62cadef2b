/** A value for each environment, by its name: `{ development: "4", production: "16" }`. */
export interface ByEnvironment<T> {
  readonly development?: T;
  readonly production?: T;
  readonly [environment: string]: T | undefined;
}

/** A shape whose every part may also be given for each environment. */
export type Declared<T> = T extends undefined ? T : Parts<T> | ByEnvironment<Parts<T>>;

type Parts<T> = T extends string | number | boolean | readonly unknown[]
  ? T
  : { readonly [K in keyof T]: Declared<T[K]> };

/** `development` mounts sources and forgives; every other environment is production-like. */
export type Mode = "development" | "production";

export const modeOf = (environment: string): Mode => (environment === "development" ? "development" : "production");

/**
 * A declaration as one environment sees it: whatever is an object with environments' names for keys is replaced by
 * that environment's value, or left out where it has none. An environment that is not named, such as `staging`, takes
 * what `production` has.
 */
export function specialize(value: unknown, environment: string, environments: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => specialize(item, environment, environments));
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  const record = value as Readonly<Record<string, unknown>>;
  if (keys.length > 0 && keys.every((key) => environments.has(key))) {
    const named = environment in record || modeOf(environment) === "development" ? environment : "production";
    return specialize(record[named], environment, environments);
  }
  const entries: [string, unknown][] = [];
  for (const key of keys) {
    const inner = key === "build" ? record[key] : specialize(record[key], environment, environments);
    if (inner !== undefined) entries.push([key, inner]);
  }
  return Object.fromEntries(entries);
}
