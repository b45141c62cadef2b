import type { EnvFile } from "../recover/env-file";
import { type Command, hasOption } from "../recover/shell/commands";
import { nameOf } from "../recover/tree";

const runners = /^(npx|yarn|pnpm|bunx|npm|poetry|uv|pipenv|python[\d.]*|node|bun)$/;

/** The server for development that a command starts. */
export function devServer(command: Command): string | undefined {
  const { args, name } = command;
  if (args.includes("runserver") || args.includes("runserver_plus")) return "runserver";
  const program = runners.test(name)
    ? (args.find((arg) => !arg.startsWith("-") && arg !== "run" && arg !== "exec") ?? name)
    : name;
  if (
    program === "flask" &&
    args.includes("run") &&
    (hasOption(command, "--debug", "--reload") || !args.some((arg) => arg.startsWith("--cert")))
  )
    return "flask run";
  if (/^(uvicorn|gunicorn|hypercorn|granian)$/.test(program) && hasOption(command, "--reload"))
    return `${program} --reload`;
  if (name === "start-dev" || (name === "kc.sh" && args.includes("start-dev"))) return "start-dev";
  if (program === "fastapi" && args.includes("dev")) return "fastapi dev";
  if (program === "vite" && !args.some((arg) => /^(build|preview|optimize)$/.test(arg))) return "vite";
  if (/^(nodemon|ts-node-dev|tsx)$/.test(program) && (program !== "tsx" || args.includes("watch"))) return program;
  if (program === "next" && args.includes("dev")) return "next dev";
  if (program === "ng" && args.includes("serve")) return "ng serve";
  if (/^(webpack-dev-server|live-server|air|reflex|watchexec|watchmedo)$/.test(program)) return program;
  const script = devScript(command);
  return script && `${name} run ${script}`;
}

/** The script for development that a package manager is told to run, by its name. */
export function devScript(command: Command): string | undefined {
  const script = packageScript(command);
  return script !== undefined && watches.test(script) ? script : undefined;
}

const watches = /^(dev(elop)?|start:dev|serve:dev|watch|dev:\w+)$/;
const withValue = /^(-w|--workspace|--prefix|-C|-F|--filter|--dir|--cwd)$/;

/** The script of a `package.json` that a command names; what follows `--` is the script's own. */
function packageScript({ args, name }: Command): string | undefined {
  if (!/^(npm|yarn|pnpm|bun)$/.test(name)) return undefined;
  const end = args.indexOf("--");
  const words = args
    .slice(0, end < 0 ? undefined : end)
    .filter((arg, index) => !arg.startsWith("-") && !withValue.test(args[index - 1] ?? ""));
  const own = words[0] === "workspace" ? words.slice(2) : words;
  if (/^run(-script)?$/.test(own[0] ?? "")) return own[1];
  // npm's own commands are others, and scripts of their names are run: https://docs.npmjs.com/cli/commands/npm-start
  return name === "npm" ? undefined : own[0];
}

/** Whether a stage is named for development or tests. */
export const isForDevelopment = (stage: string): boolean =>
  /^(dev(elop(ment)?)?|local|debug|watch|test(s|ing)?)([-_].*)?$|[-_](dev|development)$/i.test(stage);

/** A variable that turns debugging on. */
export function isDebug(name: string, value: string): boolean {
  if (/^(DJANGO_|FLASK_|APP_|WEB_)?DEBUG$/.test(name)) return /^(1|true|yes|on)$/i.test(value);
  if (/^(NODE_ENV|FLASK_ENV|RAILS_ENV|RACK_ENV|APP_ENV|ASPNETCORE_ENVIRONMENT)$/.test(name))
    return /^(development|dev|local)$/i.test(value);
  return false;
}

/** An environment file that production reads. */
export const isForProduction = ({ isExample, path }: EnvFile): boolean =>
  !isExample && /(^|[._-])(prod(uction)?|live|release)([._-]|$)/i.test(nameOf(path));
