import type { Place } from "../../place";
import { booleanOf, get, isMap, isScalar, itemsOf, type Node, scalarsOf, textOf } from "./nodes";

/** Something that is mounted into a service. */
export interface Mount {
  readonly at: Place;
  readonly text: string;
  readonly type: "bind" | "volume" | "anonymous" | "tmpfs" | "other";
  /** A volume's name, or the path on the host as it is written. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** `ro,z`, propagation, tmpfs options. */
  readonly options: readonly string[];
  readonly open: boolean;
}

/** https://docs.docker.com/reference/compose-file/services/#volumes and `tmpfs` */
export function mountsOf(volumes: Node | undefined, tmpfs: Node | undefined): Mount[] {
  return [
    ...itemsOf(volumes).flatMap((item) =>
      isScalar(item) ? [short(item.text, item.at, item.open === true)] : isMap(item) ? [long(item)] : [],
    ),
    ...scalarsOf(tmpfs).map(({ at, open = false, text }): Mount => {
      const [target = "", options = ""] = text.split(":");
      return {
        at,
        text,
        type: "tmpfs",
        source: "",
        target: clean(target),
        readOnly: false,
        options: options.split(",").filter(Boolean),
        open,
      };
    }),
  ];
}

function short(text: string, at: Place, open: boolean): Mount {
  const drive = /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0;
  const [first = "", target, options = ""] = splitFrom(text, drive);
  if (target === undefined)
    return { at, text, type: "anonymous", source: "", target: clean(first), readOnly: false, options: [], open };
  const flags = options.split(",").filter(Boolean);
  const isPath = /^[./~\\$]|^[A-Za-z]:[\\/]/.test(first) || (open && first === "");
  return {
    at,
    text,
    type: isPath ? "bind" : "volume",
    source: first,
    target: clean(target),
    readOnly: flags.includes("ro"),
    options: flags,
    open,
  };
}

function splitFrom(text: string, from: number): string[] {
  const [first = "", ...rest] = text.slice(from).split(":");
  return [text.slice(0, from) + first, ...rest];
}

function long(node: Node): Mount {
  const field = (...path: string[]) => textOf(get(node, ...path)) ?? "";
  const written = field("type");
  const source = field("source") || field("src");
  const type =
    written === "volume" && source === ""
      ? "anonymous"
      : ["bind", "volume", "tmpfs"].includes(written)
        ? (written as "bind")
        : "other";
  const open = isMap(node) && [...node.entries.values()].some(({ value }) => isScalar(value) && value.open === true);
  const target = clean(field("target") || field("dst") || field("destination"));
  const propagation = field("bind", "propagation");
  return {
    at: node.at,
    text: `${source}:${target}`,
    type,
    source,
    target,
    readOnly: booleanOf(get(node, "read_only")) === true,
    options: propagation === "" ? [] : [propagation],
    open,
  };
}

const clean = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, "") : path);

/** Whether a path lies at or below a folder. */
export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
