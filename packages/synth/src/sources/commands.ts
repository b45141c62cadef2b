import { posix } from "node:path";
import { type Application, nearest } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import { type Code, inFolder } from "./code";
import { nearestFile, noName } from "./expected";
import { modulesOf } from "./modules";
import type { Remark } from "./remark";
import { absentScript } from "./script-run";

/** Commands whose script, module or subcommand is not in the code. A build may make what is not there yet. */
export const strayCommands = ({ commands, expects }: Application, code: Code, tree: Tree): Remark[] =>
  commands.flatMap(({ at, command }) => {
    const [program = "", first = "", second = ""] = command;
    const say = (what: string, suggestion?: string): Remark[] => [
      {
        at,
        found: `\`${command.join(" ")}\`, where \`${code.folder || "."}\` has no ${what}`,
        expected: "a command that finds what it runs",
        ...(suggestion !== undefined && { suggestion }),
        stops: false,
      },
    ];
    const served = servedBy(command).filter(
      ({ module, object }) => !expects.some((each) => each.module === module && each.object === object),
    );
    if (served.length > 0) {
      const purpose = "a command that finds what it runs";
      return served.flatMap((each) => noName({ at, for: purpose, ...each }, code));
    }
    const script = scriptOf(program, first);
    if (script !== undefined && !code.has(script)) {
      const near = nearestFile(inFolder(code.folder, script), tree);
      return say(`\`${script}\``, near);
    }
    if (/^python[\d.]*$/.test(program) && first === "-m") return strayModule(second, code, say);
    if (/(^|\/)manage\.py$/.test(first)) return strayManagement(second, code, say);
    const absent = absentScript(command, code.folder, tree);
    return absent === undefined ? [] : say(`script \`${absent.name}\` in \`${absent.file}\``, absent.suggestion);
  });

/** What servers of Python name as `module:object`. */
function servedBy(command: readonly string[]): { module: string; object: string }[] {
  const [program = "", ...rest] = command[1] === "-m" ? command.slice(2) : command;
  if (!/(^|\/)(gunicorn|uvicorn|hypercorn|granian|daphne|waitress-serve|flask|celery)$/.test(program)) return [];
  return rest.flatMap((word) => {
    const [, module, object] = /^([A-Za-z_][\w.]*):([A-Za-z_]\w*)/.exec(word) ?? [];
    return module === undefined || object === undefined ? [] : [{ module, object }];
  });
}

type Say = (what: string, suggestion?: string) => Remark[];

/** A file of the code that a command names, from the folder in which it runs. */
function scriptOf(program: string, first: string): string | undefined {
  const named = /^(python[\d.]*|node|sh|bash|dash|ruby|php|deno|bun)$/.test(program) ? first : program;
  if (/^\.\.?\//.test(named)) return posix.join(named);
  return named === first && /^[\w./-]+\.(py|[cm]?[jt]s|sh|rb|php)$/.test(named) && !named.startsWith("/")
    ? named
    : undefined;
}

/** One whose first part is not in the code comes with a package. */
function strayModule(module: string, code: Code, say: Say): Remark[] {
  const modules = modulesOf(code);
  const [top = ""] = module.split(".");
  return modules.has(module) || !modules.has(top)
    ? []
    : say(`module \`${module}\``, nearest(module, [...modules.keys()]));
}

/** Commands of Django's and of packages are many: only one that is nearly one of the code's own is told. */
function strayManagement(name: string, code: Code, say: Say): Remark[] {
  const own = code.running.flatMap((path) => /\/management\/commands\/([a-z]\w*)\.py$/i.exec(path)?.[1] ?? []);
  const near = own.includes(name) ? undefined : nearest(name, own);
  return near === undefined ? [] : say(`command \`${name}\``, near);
}
