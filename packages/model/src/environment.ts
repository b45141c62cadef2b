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
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => specialize(item, environment, environments));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record);
  if (keys.length > 0 && keys.every((key) => environments.has(key))) {
    const named = environment in record || modeOf(environment) === "development" ? environment : "production";
    return specialize(record[named], environment, environments);
  }
  const special: Record<string, unknown> = {};
  let changed = false;
  for (const key of keys) {
    const given = record[key];
    const inner = key === "build" ? given : specialize(given, environment, environments);
    changed ||= inner !== given || inner === undefined;
    if (inner !== undefined) special[key] = inner;
  }
  return changed ? special : record;
}
