import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import { dotenv } from "@quaywright/syntax";
import type { Code } from "./code";
import type { Remark } from "./remark";

/**
 * Files of variables in the code's folder that the application reads by itself. No image has them; a development mount
 * does, where they say what the container does not.
 */
export function ownDotenv({ given, service, variables }: Application, code: Code, tree: Tree): Remark[] {
  if (!code.running.some((path) => readers.test(code.text(path)) && readers.test(code.program(path).code))) return [];
  return [".env", ".env.local", ".env.development", ".env.production"].flatMap((name): Remark[] => {
    const path = posix.join(code.folder, name);
    const { assignments } = dotenv.parse(tree.read(path)?.text ?? "");
    const stray = assignments.filter(({ name, value }) => {
      const known = variables.find((each) => each.name === name);
      // beside the Compose files it is theirs too
      if (known === undefined) return path !== ".env" && !given.includes(name);
      return value !== undefined && known.values.length > 0 && !known.values.includes(value);
    });
    if (stray.length === 0) return [];
    const names = [...new Set(stray.map((each) => `\`${each.name}\``))].join(", ");
    return [
      {
        at: ["services", service, "code", path],
        found: `${names}, which the application reads there by itself, and which are not declared so`,
        expected: "the same as the declaration, or no such lines",
        why: "No image has this file, and a mount of development has it.",
        stops: false,
      },
    ];
  });
}

/** python-dotenv, django-environ, decouple, environs, pydantic-settings; dotenv of Node.js and Vite. */
const readers =
  /\b(load_dotenv|dotenv_values|read_env|decouple|env_file|dotenv|loadEnv|loadEnvFile|import\.meta\.env)\b/;
