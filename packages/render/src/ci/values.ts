import { posix } from "node:path";
import { dotenvOf, type Input, mayBeMade, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

/** Commands that give a stack every value that it asks for, none of which is anyone's: it is started, looked at and removed. */
export function makeValues(stack: Stack): string[] {
  const needed = stack.inputs.filter(({ phase, required }) => required && phase === "run");
  const set = needed.filter(({ file }) => file === undefined);
  const given = needed.filter((input) => input.file !== undefined && !mayBeMade(input));
  const folders = [...new Set(given.map(({ file = "" }) => posix.dirname(file)))];
  return [
    ...set.map((input) => `echo ${shell.quote(`${input.name}=${sampleOf(input)}`)} >> ${shell.quote(dotenvOf(stack))}`),
    ...folders.map((folder) => `mkdir -p -m 700 ${shell.quote(folder)}`),
    ...given.map((input) => `printf %s ${shell.quote(sampleOf(input))} > ${shell.quote(input.file ?? "")}`),
    ...(stack.inputs.some(({ file }) => file !== undefined) ? [`npx quaywright env ${stack.environment}`] : []),
    ...certificates(stack),
  ];
}

/** What a build asks for, as variables of its process. */
export const buildValues = (stack: Stack): Record<string, string> =>
  Object.fromEntries(
    stack.inputs
      .filter(({ phase, required }) => required && phase === "build")
      .map((each) => [each.name, sampleOf(each)]),
  );

/** A value that the rule of an input lets pass. */
function sampleOf({ default: fallback, example, kind, rule }: Input): string {
  if (example !== undefined || fallback !== undefined) return example ?? fallback ?? "";
  if (rule.oneOf !== undefined) return rule.oneOf[0] ?? "";
  if (kind === "number") return String(rule.minimum ?? 1);
  if (kind === "boolean") return "true";
  if (kind === "url") return "https://www.example.com";
  return "sample".padEnd(rule.minimumLength ?? 0, "-sample");
}

/** One for each folder that a gateway looks into. */
function certificates({ builds }: Stack): string[] {
  const folders = [...new Set(builds.flatMap(({ site }) => site?.tls?.folder ?? []))];
  return folders.flatMap((folder) => {
    const [chain, key] = ["fullchain.pem", "privkey.pem"].map((name) => shell.quote(posix.join(folder, name)));
    return [
      `mkdir -p ${shell.quote(folder)}`,
      `openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=www.example.com -keyout ${key} -out ${chain}`,
      `chmod 644 ${key}`,
    ];
  });
}
