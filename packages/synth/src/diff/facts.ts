/** One thing that can be said of a service, in words. */
export interface Fact {
  /** What it is about: facts of two trees with the same subject are one fact that has changed. */
  readonly subject: string;
  readonly value: string;
  /** The sentences where only one tree has it. Default: its value and none. */
  readonly gained?: string;
  readonly lost?: string;
}

/** What a service's part of a Compose file says: https://docs.docker.com/reference/compose-file/services/ */
export const factsOf = (service: unknown): readonly Fact[] =>
  Object.entries(mapOf(service)).flatMap(([key, value]) => (readers[key] ?? leaves)(value, [key]));

type Reader = (value: unknown, path: readonly string[]) => Fact[];

const readers: Readonly<Record<string, Reader>> = {
  depends_on: (value) =>
    namedOf(value).map(([name, given]) => {
      const condition = conditions[String(mapOf(given).condition)] ?? "started";
      return {
        subject: `${name}, which it waits for, is to be`,
        value: condition,
        gained: `waits until ${name} is ${condition}`,
        lost: `no longer waits for ${name}`,
      };
    }),
  environment: (value) =>
    namedOf(value).map(([name, given]) => ({
      subject: name,
      value: textOf(given),
      gained: `reads ${name}, which is ${textOf(given)}`,
      lost: `no longer reads ${name}`,
    })),
  networks: (value) => things(value, ([name]) => name, "is on the network", "is no longer on the network"),
  ports: (value) =>
    listOf(value).map((port) => {
      const [target = "", ...published] = portOf(port).reverse();
      const place = published.reverse().join(":") || "a free port";
      return {
        subject: `port ${target} published at`,
        value: place,
        gained: `port ${target} published at ${place}`,
        lost: `port ${target} no longer published`,
      };
    }),
  secrets: (value) => things(value, ([name]) => name, "reads the secret", "no longer reads the secret"),
  tmpfs: (value) => things(value, ([place]) => place.split(":")[0]!, "has scratch at", "no longer has scratch at"),
  volumes: (value) =>
    listOf(value).map((mount) => {
      const [source = "", target = "", mode = ""] = mountOf(mount);
      return {
        subject: `${target} is`,
        value: mode === "" ? source : `${source} (${mode})`,
        gained: `mounts ${source} at ${target}`,
        lost: `no longer mounts ${source} at ${target}`,
      };
    }),
};

const conditions: Readonly<Record<string, string>> = {
  service_started: "started",
  service_healthy: "healthy",
  service_completed_successfully: "done",
};

/** Names that are clearer than the place in the file. */
const subjects: Readonly<Record<string, string>> = {
  "deploy.replicas": "replicas",
  "deploy.resources.limits.cpus": "CPUs",
  "deploy.resources.limits.memory": "memory",
  "deploy.resources.limits.pids": "processes",
  cap_add: "capabilities",
  "healthcheck.test": "probe",
  read_only: "read-only",
  shm_size: "shared memory",
  stop_grace_period: "time to stop",
};

/** Whatever has no words of its own: every value by its place. */
const leaves: Reader = (value, path) => {
  const entries = Object.entries(mapOf(value));
  if (entries.length > 0) return entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
  const place = path.join(".");
  return [{ subject: subjects[place] ?? place, value: textOf(value) }];
};

const things = (value: unknown, nameOf: (entry: [string, unknown]) => string, gained: string, lost: string): Fact[] =>
  namedOf(value).map((entry) => {
    const name = nameOf(entry);
    return { subject: `${gained} ${name}`, value: "", gained: `${gained} ${name}`, lost: `${lost} ${name}` };
  });

export const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Compose takes a map or a list of names, of `name=value` and of objects with a source. */
function namedOf(value: unknown): [string, unknown][] {
  if (!Array.isArray(value)) return Object.entries(mapOf(value));
  return value.map((item): [string, unknown] => {
    if (typeof item !== "string") return [String(mapOf(item).source), item];
    // one that is not set where it is blank
    const [, free, input] = /^\$\{\w+:\+(\w+)=\}(\$\{\w+:-)\w*\}$/.exec(item) ?? [];
    if (free !== undefined) return [free, `${input}}`];
    const at = item.indexOf("=");
    return /^\w+=/.test(item) ? [item.slice(0, at), item.slice(at + 1)] : [item, undefined];
  });
}

function portOf(port: unknown): string[] {
  const { host_ip, published, target } = mapOf(port);
  if (target === undefined) return textOf(port).split(/:(?![^[]*\])/);
  return [host_ip, published, target].flatMap((part) => (part === undefined ? [] : [textOf(part)]));
}

function mountOf(mount: unknown): string[] {
  if (typeof mount === "string") return textOf(mount).split(":");
  const { read_only, source, target } = mapOf(mount);
  return [textOf(source), textOf(target), read_only === true ? "ro" : ""];
}

/** A value as a person reads it: of `${NAME:-fallback}` what stands when nothing is set. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null || value === "") return "empty";
  if (Array.isArray(value)) return value.map(textOf).join(" ");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value).replace(/\$\$|\$\{(\w+)(?::?-([^}]*))?[^}]*\}/g, (all, name, fallback) =>
    all === "$$" ? "$" : fallback || `\${${name}}`,
  );
}
