import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import { describe } from "./validate";

/** Keys of Compose for which a service has a word of its own, which the rest of the stack follows. */
const words: Readonly<Record<string, string>> = {
  build: "build",
  cap_add: "capabilities",
  command: "command",
  container_name: "container",
  depends_on: "needs",
  environment: "variables",
  healthcheck: "probe",
  image: "image",
  networks: "reaches",
  ports: "publish",
  profiles: "profile",
  read_only: "readOnly",
  secrets: "variables",
  shm_size: "sharedMemory",
  stop_grace_period: "stopGrace",
  tmpfs: "scratch",
  user: "user",
  volumes: "volumes",
};

/** What a service passes through to Compose although it has a word for it: the rest of the stack would not know. */
export const bypasses = (service: string, { compose = {} }: ServiceShape): Problem[] =>
  Object.keys(compose).flatMap((key) => {
    const word = words[key];
    if (word === undefined) return [];
    return [
      {
        at: ["services", service, "compose", key],
        found: `key \`${key}\``,
        expected: `\`${word}\` of the service itself`,
        why: "Networks, pages and checks follow that; what passes through they don't see.",
      },
    ];
  });

/** What it passes through that no file can hold, such as a function. */
export const unwritable = (service: string, { compose = {} }: ServiceShape): Problem[] =>
  strange(["services", service, "compose"], compose);

function strange(at: Problem["at"], value: unknown): Problem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => strange([...at, index], item));
  if (isPlain(value)) return Object.entries(value).flatMap(([key, inner]) => strange([...at, key], inner));
  if (value === null || ["boolean", "number", "string", "undefined"].includes(typeof value)) return [];
  return [{ at, found: describe(value), expected: "text, numbers, lists and plain objects" }];
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A value with the keys of all its objects in order. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
