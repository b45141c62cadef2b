import type { Place } from "../../place";
import { isMap, isScalar, itemsOf, type Node, textOf } from "./nodes";

/** A port that a service publishes on its host, or one of a range. */
export interface Port {
  readonly at: Place;
  readonly text: string;
  /** In the container; undefined where a variable stands for it. */
  readonly target?: number;
  /** On the host; undefined where the engine chooses it, or a variable without a value stands for it. */
  readonly published?: number;
  /** Empty for all interfaces. */
  readonly address: string;
  readonly protocol: string;
  /** Depends on a variable that nobody here knows. */
  readonly open: boolean;
}

export const isLoopback = (address: string): boolean => /^(127\.|localhost$|\[?::1\]?$)/.test(address);

/** https://docs.docker.com/reference/compose-file/services/#ports */
export function portsOf(node: Node | undefined): Port[] {
  return itemsOf(node).flatMap((item) =>
    isScalar(item) ? short(item.text, item.at, item.open === true) : isMap(item) ? long(item) : [],
  );
}

function short(text: string, at: Place, open: boolean): Port[] {
  const [body = "", protocol = "tcp"] = text.split("/");
  const bracket = /^(\[[^\]]*\]):(.*)$/.exec(body);
  const parts = bracket === null ? body.split(":") : [bracket[1]!, ...bracket[2]!.split(":")];
  const target = parts.at(-1) ?? "";
  const published = parts.length > 1 ? parts.at(-2)! : "";
  const address = parts.length > 2 ? parts.slice(0, -2).join(":") : "";
  return ranges(target, published, { at, text, address, protocol: protocol.toLowerCase(), open });
}

function long(node: Node): Port[] {
  const field = (name: string) => textOf(isMap(node) ? node.entries.get(name)?.value : undefined) ?? "";
  const open = isMap(node) && [...node.entries.values()].some(({ value }) => isScalar(value) && value.open === true);
  const text = `${field("published")}:${field("target")}`;
  return ranges(field("target"), field("published"), {
    at: node.at,
    text,
    address: field("host_ip"),
    protocol: (field("protocol") || "tcp").toLowerCase(),
    open,
  });
}

function ranges(target: string, published: string, rest: Omit<Port, "published" | "target">): Port[] {
  const inside = range(target);
  const outside = range(published);
  const count = Math.min(Math.max(inside.length, 1), 256);
  return Array.from({ length: count }, (_, index) => {
    const port = inside[index];
    const host = outside.length === inside.length ? outside[index] : inside.length === 1 ? outside[0] : undefined;
    return { ...rest, ...(port !== undefined && { target: port }), ...(host !== undefined && { published: host }) };
  });
}

function range(text: string): number[] {
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return [];
  return Array.from(
    { length: Math.min(Math.max(Number(to) - Number(from) + 1, 0), 1024) },
    (_, index) => Number(from) + index,
  );
}

/** All addresses of the host. */
export const isEvery = (address: string): boolean =>
  address === "" || address === "0.0.0.0" || address === "[::]" || address === "::";
export const isV6 = (address: string): boolean => address.includes("[") || address.split(":").length > 2;
