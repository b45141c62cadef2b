import type { Service } from "../recover/compose/service";
import type { Command } from "../recover/shell/commands";
import { nameOf } from "../recover/tree";
import { packageJson } from "./packages";

/** Programs and scripts that are named for it: `wait-for-it.sh`, `wait_for_db`, `prestart.sh`, `ping.py`; no builtin. */
const named =
  /(^|[^a-z])wait(ing)?[-_.]?(\w*for|on|until|4|[-_.]\w)|^\/wait$|(^|[^a-z])dockerize|pre[-_]?start|(^|\/)ping\.\w+$|check[-_]?(db|database|postgres|mysql)|(db|database)[-_]?ready/i;
/** `WAIT_HOSTS` of docker-compose-wait, `DB_CONNECT_RETRIES`. */
const setting = /(^|_)(WAIT|RETRY|RETRIES|MAX_TRIES|CONNECT(ION)?_ATTEMPTS)(_|$)/;
const asks = /^(nc|netcat|ncat|pg_isready|mysqladmin|mariadb-admin|redis-cli|psql|mysql|mongosh?|nslookup)$/;

const waits = ({ args, argv, name, within }: Command): boolean =>
  (within.includes("loop") && (name === "sleep" || asks.test(name))) ||
  (name === "mysqladmin" && args.some((arg) => /^(-w|--wait)/.test(arg))) ||
  named.test(argv[0]?.value ?? "") ||
  args.some((arg) => arg.length < 80 && named.test(arg));

/** A script, as far as a command names one: what it does is known only where it is here. */
const isScript = (word: string): boolean => /\.(sh|bash)$|(^|\/)(docker-)?entrypoint$|^\/init$/.test(word);

const known = new WeakMap<Service, { readonly answer: boolean | undefined }>();

/** Whether what a service starts tries until others answer; undefined where nobody can look into it. */
export function waitsByItself(service: Service): boolean | undefined {
  let found = known.get(service);
  if (found === undefined) {
    found = { answer: lookInto(service) };
    known.set(service, found);
  }
  return found.answer;
}

function lookInto({ build, entrypoint, environment, made, process, scripts, stack }: Service): boolean | undefined {
  const commands = [...process, ...scripts.flatMap((script) => script.commands)];
  if (commands.some(waits) || [...environment.keys()].some((name) => setting.test(name))) return true;
  // what an image of others starts with, nobody here can tell
  const begins = entrypoint ?? made?.entrypoint ?? made?.known?.language ?? made?.known?.system;
  if (process.length === 0 || (begins === undefined && made?.family !== "scratch")) return undefined;
  for (const { argv, name } of process) {
    if (/^(supervisord|s6-svscan|runsvdir|init)$/.test(name)) return undefined;
    for (const { value } of argv) {
      if (!isScript(value) || value.startsWith("docker-") || value.includes(" ")) continue;
      const script = scripts.find(({ path }) => nameOf(path) === nameOf(value));
      if (script === undefined || script.commands.length === 0) return undefined;
    }
  }
  for (const { args, name } of commands) {
    if (!/^(npm|yarn|pnpm|bun)$/.test(name)) continue;
    const manifest = packageJson(build?.context ?? "", stack.repository);
    const scriptsOf = (manifest?.content.scripts ?? {}) as Record<string, unknown>;
    if (args.some((arg) => named.test(String(scriptsOf[arg] ?? "")))) return true;
  }
  return false;
}
