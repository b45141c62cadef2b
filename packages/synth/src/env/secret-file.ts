import { lstatSync, readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { faultOf } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { isOurs, type NeededFile, purposeOf } from "./needs";
import { unreadable } from "./unreadable";

/** Whether a secret's file is there, and what is wrong with it, without what it holds. */
export type SecretState = { readonly absent: true } | { readonly absent: false; readonly faults: readonly string[] };

export function stateOf(folder: string, { path, uses }: NeededFile): SecretState {
  const at = join(folder, path);
  const is = (...faults: readonly string[]): SecretState => ({
    absent: false,
    faults: faults.map((fault) => `\`${path}\` ${fault}.`),
  });
  try {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found === undefined) return isThere(at) ? is("is a symbolic link to nothing") : { absent: true };
    if (found.isDirectory()) return is("is a folder, as Docker makes for a file that is not there: remove it");
    if (!found.isFile()) return is("is not a plain file");
    const value = readFileSync(at, "utf8").replace(/\n+$/, "");
    return is(...faultsOfMode(path, found, uses), ...faultsOfValue(value, uses));
  } catch (error) {
    return is(`cannot be read: ${unreadable(error as NodeJS.ErrnoException)}`);
  }
}

const isThere = (at: string): boolean => lstatSync(at, { throwIfNoEntry: false }) !== undefined;

/** A bind mount keeps the host's mode: https://github.com/docker/compose/issues/9648 */
function faultsOfMode(path: string, stats: Stats, uses: NeededFile["uses"]): string[] {
  const users = [...new Set(uses.flatMap((use) => use.users))];
  const strangers = users.filter((user) => !mayRead(user, stats)).map((user) => user.split(":")[0]);
  if (strangers.length === 0) return [];
  const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
  return [
    `has the mode ${mode}, so the container's user ${strangers.join(" and ")} cannot read it: \`chmod 644 ${shell.quote(path)}\`; its folder keeps others of the host out`,
  ];
}

function mayRead(user: string, { gid, mode, uid }: Stats): boolean {
  const [theirs, group] = user.split(":").map(Number);
  if (theirs === uid) return (mode & 0o400) !== 0;
  return group === gid ? (mode & 0o040) !== 0 : (mode & 0o004) !== 0;
}

function faultsOfValue(value: string, uses: NeededFile["uses"]): string[] {
  if (value === "" && !uses.some(({ input }) => input.required)) return [];
  if (value === "")
    return [
      isOurs(uses) ? "is empty: remove it, and it is made" : `is empty. ${purposeOf(uses)}`.replace(/[. ]+$/, ""),
    ];
  if (value.includes("\0")) return ["holds a NUL, which no variable can"];
  return [...new Set(uses.flatMap(({ input }) => faultOf(value, input.kind, input.rule) ?? []))];
}
