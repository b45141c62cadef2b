import { spawnSync } from "node:child_process";
import { isOurs, type NeededFile, type Use } from "./needs";
import { strongValue } from "./strong-value";

/** A value for a secret that has none: made, fetched, none that could be made, or why it could not be fetched. */
export type NewSecret =
  | { readonly from: "chance" | "manager"; readonly value: string }
  | { readonly from: "nowhere" }
  | { readonly from: "nowhere"; readonly fault: string };

/**
 * A strong value; with a manager of secrets what its command prints, without the newlines at its end, and never one
 * that was made.
 */
export function newSecret(folder: string, name: string, uses: NeededFile["uses"]): NewSecret {
  const fetching = uses.find(({ fetch }) => fetch !== undefined);
  if (fetching?.fetch !== undefined) return fetched(folder, name, fetching, fetching.fetch);
  return isOurs(uses) ? { from: "chance", value: strongValue(uses) } : { from: "nowhere" };
}

/** What it asks its user, such as for a password, goes to the terminal. */
function fetched(folder: string, name: string, { environment }: Use, words: readonly string[]): NewSecret {
  const said = words.map((word) => word.replaceAll("{name}", name).replaceAll("{environment}", environment));
  const [program = "", ...args] = said;
  const { error, status, stdout } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["inherit", "pipe", "inherit"],
  });
  const value = (stdout ?? "").replace(/\n+$/, "");
  const fault = (reason: string): NewSecret => ({ from: "nowhere", fault: `\`${said.join(" ")}\` ${reason}` });
  if (error !== undefined) return fault(`cannot be run: ${error.message}`);
  if (status !== 0) return fault(`ended with ${status ?? "a signal"}`);
  return value === "" ? fault("printed nothing") : { from: "manager", value };
}
