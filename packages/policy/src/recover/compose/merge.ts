import { type Entry, isList, isMap, isScalar, type List, type Mapping, type Node, type Scalar, textOf } from "./nodes";
import { portsOf } from "./port";

type Path = readonly string[];

/**
 * One compose file over another: https://docs.docker.com/reference/compose-file/merge/ and
 * https://github.com/compose-spec/compose-go/blob/main/override/merge.go
 */
export const merge = (under: Mapping, over: Mapping): Mapping => unique(mergeMaps(under, over, []), []) as Mapping;

/** Drops what `!reset` takes away and entries that a later one replaces. */
export const settled = (root: Mapping): Mapping => unique(root, []) as Mapping;

function mergeMaps(under: Mapping, over: Mapping, path: Path): Mapping {
  const entries = new Map<string, Entry>(under.entries);
  for (const [name, { key, value }] of over.entries) {
    const before = entries.get(name);
    if (value.tag === "reset") entries.delete(name);
    else if (before === undefined || value.tag === "override") entries.set(name, { key, value });
    else entries.set(name, { key, value: mergeNodes(before.value, value, [...path, name]) });
  }
  return { ...over, entries, variable: under.variable || over.variable };
}

function mergeNodes(under: Node, over: Node, path: Path): Node {
  if (isScalar(over) && over.value === null && over.style === "plain") return under;
  if (replaced.has(shape(path))) return over;
  const convert = forms[shape(path)];
  const [below, above] = convert === undefined ? [under, over] : [convert(under), convert(over)];
  if (
    shape(path) === "services.*.logging" &&
    driverOf(below) !== driverOf(above) &&
    driverOf(above) !== undefined &&
    driverOf(below) !== undefined
  )
    return above;
  if (isMap(below) && isMap(above)) return mergeMaps(below, above, path);
  if (isList(below) && isList(above)) {
    return { ...above, items: [...below.items, ...above.items], variable: below.variable || above.variable };
  }
  return above;
}

const driverOf = (node: Node): string | undefined =>
  isMap(node) ? textOf(node.entries.get("driver")?.value) : undefined;

/** Names that the user gives are `*`. */
function shape(path: Path): string {
  const [first, , ...rest] = path;
  if (path.length < 2 || first === undefined || !named.has(first)) return path.join(".");
  if (rest[0] === "ulimits" && rest.length === 2) return `${first}.*.ulimits.*`;
  return [first, "*", ...rest].join(".");
}

const named = new Set(["services", "networks", "volumes", "secrets", "configs"]);

const replaced = new Set(["services.*.command", "services.*.entrypoint", "services.*.healthcheck.test"]);

/** `NAME=value` and `NAME: value` are the same thing; the later form of a name wins. */
function pairs(node: Node): Node {
  if (!isList(node)) return node;
  const entries = new Map<string, Entry>();
  for (const item of node.items) {
    if (!isScalar(item)) return node;
    const equals = item.text.indexOf("=");
    const name = equals < 0 ? item.text : item.text.slice(0, equals);
    const key = { ...item, text: name, value: name };
    entries.set(name, {
      key,
      value:
        equals < 0
          ? { ...item, value: null, text: "" }
          : { ...item, text: item.text.slice(equals + 1), value: item.text.slice(equals + 1) },
    });
  }
  return { kind: "map", entries, at: node.at, variable: node.variable };
}

/** A list of names is a mapping of names to nothing. */
const namesTo =
  (made: (name: Scalar) => Node) =>
  (node: Node): Node => {
    if (!isList(node)) return node;
    const entries = new Map<string, Entry>();
    for (const item of node.items) if (isScalar(item)) entries.set(item.text, { key: item, value: made(item) });
    return { kind: "map", entries, at: node.at, variable: node.variable };
  };

const word = (like: Scalar, text: string): Scalar => ({
  kind: "scalar",
  value: text,
  text,
  style: "plain",
  at: like.at,
});

const listed = (node: Node): Node =>
  isScalar(node) ? { kind: "list", items: [node], at: node.at, variable: node.text.includes("$") } : node;

const mapped =
  (name: string) =>
  (node: Node): Node =>
    isScalar(node)
      ? {
          kind: "map",
          entries: new Map([[name, { key: word(node, name), value: node }]]),
          at: node.at,
          variable: node.text.includes("$"),
        }
      : node;

const dependencies = namesTo((name) => ({
  kind: "map",
  at: name.at,
  variable: false,
  entries: new Map([["condition", { key: word(name, "condition"), value: word(name, "service_started") }]]),
}));

const hosts = (node: Node): Node => {
  if (!isMap(node)) return node;
  const items = [...node.entries.values()].flatMap(({ key, value }) =>
    (isList(value) ? value.items : [value])
      .filter(isScalar)
      .map((address) => ({ ...word(key, `${key.text}=${address.text}`), at: key.at })),
  );
  return { kind: "list", items, at: node.at, variable: node.variable };
};

const forms: Readonly<Record<string, (node: Node) => Node>> = {
  "services.*.annotations": pairs,
  "services.*.build": mapped("context"),
  "services.*.build.additional_contexts": pairs,
  "services.*.build.args": pairs,
  "services.*.build.extra_hosts": hosts,
  "services.*.build.labels": pairs,
  "services.*.depends_on": dependencies,
  "services.*.deploy.labels": pairs,
  "services.*.dns": listed,
  "services.*.dns_opt": listed,
  "services.*.dns_search": listed,
  "services.*.env_file": listed,
  "services.*.environment": pairs,
  "services.*.extra_hosts": hosts,
  "services.*.label_file": listed,
  "services.*.labels": pairs,
  "services.*.networks": namesTo((name) => ({ ...word(name, ""), value: null })),
  "services.*.sysctls": pairs,
  "services.*.tmpfs": listed,
  "services.*.ulimits.*": mapped("single"),
  "networks.*.labels": pairs,
  "volumes.*.labels": pairs,
  "secrets.*.labels": pairs,
  "configs.*.labels": pairs,
};

/** Lists in which a later entry takes the place of an earlier one of the same key. */
const unity: Readonly<Record<string, (node: Node) => string>> = {
  "services.*.cap_add": plain,
  "services.*.cap_drop": plain,
  "services.*.build.tags": plain,
  "services.*.build.platforms": plain,
  "services.*.configs": mounted,
  "services.*.devices": (node) => textOf(node)?.split(":")[1] ?? textOf(node) ?? field(node, "target"),
  "services.*.dns": plain,
  "services.*.dns_opt": plain,
  "services.*.dns_search": plain,
  "services.*.env_file": (node) => textOf(node) ?? field(node, "path"),
  "services.*.expose": plain,
  "services.*.links": plain,
  "services.*.ports": (node) =>
    portsOf({ kind: "list", items: [node], at: node.at, variable: false })
      .map(({ address, protocol, published, target, text }) =>
        target === undefined ? text : [address || "0.0.0.0", published, target, protocol].join(" "),
      )
      .join(),
  "services.*.profiles": plain,
  "services.*.secrets": mounted,
  "services.*.tmpfs": plain,
  "services.*.volumes": (node) => (textOf(node) === undefined ? field(node, "target") : volumeTarget(textOf(node)!)),
};

function plain(node: Node): string {
  return textOf(node) ?? "";
}

function mounted(node: Node): string {
  const target = textOf(node) ?? (field(node, "target") || field(node, "source"));
  return target.startsWith("/") ? target : `/run/secrets/${target}`;
}

function field(node: Node, name: string): string {
  return isMap(node) ? (textOf(node.entries.get(name)?.value) ?? "") : "";
}

function volumeTarget(text: string): string {
  const parts = text.split(":");
  return parts.length === 1 ? parts[0]! : parts[1]!;
}

function unique(node: Node, path: Path): Node {
  if (path.length > 4) return node;
  if (isMap(node)) {
    let entries: Map<string, Entry> | undefined;
    for (const [name, entry] of node.entries) {
      const below = entry.value.tag === "reset" ? undefined : unique(entry.value, [...path, name]);
      if (below === entry.value) continue;
      entries ??= new Map(node.entries);
      if (below === undefined) entries.delete(name);
      else entries.set(name, { ...entry, value: below });
    }
    return entries === undefined ? node : { ...node, entries };
  }
  const key = isList(node) ? unity[shape(path)] : undefined;
  if (key === undefined || !isList(node) || node.items.length < 2) return node;
  const byKey = new Map<string, Node>();
  for (const item of node.items) byKey.set(key(item), item);
  return byKey.size === node.items.length ? node : ({ ...node, items: [...byKey.values()] } satisfies List);
}
