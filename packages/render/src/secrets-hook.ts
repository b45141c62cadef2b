import type { Build, Entrypoint, Mode, Variable } from "@quaywright/model";
import { marker } from "./marker";

/** The hook's file beside the Dockerfile; none where the image runs no Python or has no values of that sort. */
export function secretsHookOf({ entrypoints }: Build, mode: Mode): string | undefined {
  const entrypoint = entrypoints[mode];
  if (entrypoint?.client !== "python" || lines(entrypoint).length === 0) return undefined;
  return mode === "development" ? "secrets.dev.pth" : "secrets.pth";
}

/**
 * Lines that Python runs as it starts, wherever it was started from, so that a secret has its value in processes that
 * did not come through the entrypoint: https://docs.python.org/3/library/site.html
 */
export const renderSecretsHook = (entrypoint: Entrypoint): string =>
  [`# ${marker}`, ...lines(entrypoint), ""].join("\n");

function lines({ others, variables }: Entrypoint): string[] {
  const all = [...variables, ...others];
  const secrets = all
    .flatMap(({ name, source }) => (source.kind === "input" && source.input.file ? [name] : []))
    .sort();
  return [...(secrets.length === 0 ? [] : [readFiles(secrets)]), ...all.flatMap(composeUrl)];
}

const readFiles = (names: readonly string[]): string =>
  [
    'import os; [os.environ.setdefault(name, open(path).read().rstrip("\\n"))',
    `for name, path in ((name, os.environ.get(name + "_FILE", "")) for name in ${JSON.stringify(names)})`,
    "if os.access(path, os.R_OK) and os.path.isfile(path)]",
  ].join(" ");

function composeUrl({ name, source }: Variable): string[] {
  if (source.kind !== "url") return [];
  const { scheme, user, password, host, port, path, suffix } = source;
  const plain = (variable: string) => `value(${JSON.stringify(variable)})`;
  const encoded = (variable: string) => `"".join("%%%02x" % byte for byte in ${plain(variable)}.encode())`;
  const login = [
    ...(user === undefined ? [] : [encoded(user)]),
    ...(password === undefined ? [] : [`(${plain(password)} and ":" + ${encoded(password)})`]),
  ].join(" + ");
  const parts = [
    JSON.stringify(`${scheme}://`),
    ...(login === "" ? [] : [`(lambda login: login and login + "@")(${login})`]),
    ...[plain(host), '":"', plain(port)],
    ...(path === undefined ? [] : ['"/"', encoded(path)]),
    ...(suffix === undefined ? [] : [JSON.stringify(suffix)]),
  ];
  const compose = `(lambda value: ${parts.join(" + ")})(lambda name: os.environ.get(name, ""))`;
  return [
    `import os; os.environ.get(${JSON.stringify(name)}) or os.environ.__setitem__(${JSON.stringify(name)}, ${compose})`,
  ];
}
