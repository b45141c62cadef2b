import { type Application, type DeclaredVariable, nearest } from "@quaywright/model";
import type { Code } from "./code";
import { isReadElsewhere, isSetElsewhere } from "./known";
import { type Read, readsIn } from "./reads";
import type { Remark } from "./remark";
import type { Concerns } from "./sharing";
import { unreadTogether } from "./unread";

/** What is declared and nothing reads, and what is read and nobody declared. */
export function strayVariables(application: Application, code: Code, concerns: Concerns): Remark[] {
  const { given, service, variables } = application;
  const names = new Set([...variables.map(({ name }) => name), ...given]);
  const reads = relevant(code.running, variables, code).flatMap((path) => readsIn(path, code.program(path).code));
  const undeclared = new Map<string, Read>();
  for (const read of reads.filter(concerns)) {
    const known = undeclared.get(read.name);
    if (isDeclared(read.name, names) || isSetElsewhere(read.name)) continue;
    if (known === undefined || (known.optional && !read.optional)) undeclared.set(read.name, read);
  }
  const unread = unreadVariables(variables, code);
  const together = unreadTogether(application, unread, { code, nothing: reads.length === 0 });
  const renamed = new Set<string>();
  const never = unread
    .filter(({ name }) => !together.names.has(name))
    .map(({ at, name, phase }): Remark => {
      const near = nearest(name, [...undeclared.keys()]);
      if (near !== undefined) renamed.add(near);
      return {
        at,
        found: `${phase === "build" ? "build argument" : "variable"} \`${name}\`, which no file of \`${code.folder || "."}\` reads`,
        expected:
          near === undefined
            ? "a file that reads it, or no such variable"
            : `\`${near}\`: ${placeOf(undeclared.get(near)!)}`,
        stops: false,
      };
    });
  return [
    ...together.remarks,
    ...never,
    ...[...undeclared.values()]
      .filter(({ name }) => !renamed.has(name))
      .map(
        (read): Remark => ({
          at: ["services", service, "variables", read.name],
          found: `no variable \`${read.name}\`, and ${placeOf(read)}`,
          expected: "one: containers get what is declared, and nothing else",
          stops: false,
        }),
      ),
  ];
}

/** Settings of pydantic may be spelled as they please: https://docs.pydantic.dev/latest/concepts/pydantic_settings/#case-sensitivity */
const isDeclared = (name: string, names: ReadonlySet<string>): boolean =>
  names.has(name) || [...names].some((each) => each.toUpperCase() === name);

const placeOf = ({ line, optional, path }: Read): string =>
  `${path}:${line} reads it${optional ? " where it is set" : ""}`;

/** What is put together is read with its parts, and the other way round: an application takes what it can use. */
function unreadVariables(variables: readonly DeclaredVariable[], code: Code): DeclaredVariable[] {
  const asked = new Set(namesAsked(variables, code));
  const prefixes = prefixesIn(code.running.map(code.text).join("\n"));
  const isRead = ({ idle, name, read }: DeclaredVariable): boolean =>
    read ||
    idle ||
    isReadElsewhere(name) ||
    [name, ...prefixes.flatMap((prefix) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))].some((each) =>
      asked.has(each),
    );
  const read = new Set(variables.filter(isRead).map(({ name }) => name));
  const groups = [
    ...variables.filter(({ parts }) => parts.length > 0).map(({ name, parts }) => [name, ...parts]),
    variables.map(({ name }) => name).filter((name) => name.endsWith("COOKIE_SECURE")),
  ];
  const served = new Set(groups.filter((group) => group.some((name) => read.has(name))).flat());
  return variables.filter(({ name }) => !read.has(name) && !served.has(name) && !/_FILE$/.test(name));
}

/** Tests stand for themselves alone, so of them only what an idiom shows counts. */
const namesAsked = (variables: readonly DeclaredVariable[], code: Code): string[] =>
  relevant(code.paths, variables, code).flatMap((path) =>
    code.testing.includes(path)
      ? readsIn(path, code.program(path).code).map(({ name }) => name)
      : [...code.program(path).names],
  );

/** Files that may read a variable at all: to parse is not free. */
function relevant(paths: readonly string[], variables: readonly DeclaredVariable[], code: Code): string[] {
  const named = new RegExp(`\\b(?:${variables.map(({ name }) => name).join("|")})\\b`, "i");
  return paths.filter(
    (path) => idiomatic.test(code.text(path)) || (variables.length > 0 && named.test(code.text(path))),
  );
}

/** What no idiom of `readsIn` is without. */
const idiomatic = /environ|getenv|env(?:_\w+|\.\w+)?\(|\.env\b|decouple|BaseSettings|\$\{/;

/** `env_prefix` of pydantic, `from_prefixed_env` of Flask, `envvar_prefix` of Dynaconf. */
const prefixesIn = (text: string): string[] => [
  ...[...text.matchAll(/\b(?:env_prefix|envvar_prefix|envvar_prefix_for_dynaconf)\s*=\s*["'](\w+?)_?["']/gi)].map(
    ([, prefix]) => `${prefix}_`,
  ),
  ...[...text.matchAll(/\bfrom_prefixed_env\(\s*["'](\w+?)_?["']/g)].map(([, prefix]) => `${prefix}_`),
];
