import type { Build, Entrypoint, Variable } from "@quaywright/model";
import { marker } from "./marker";

/** Whether an image gets the hook: it runs Python and has values that only the entrypoint would give. */
export const hasSecretsHook = ({ entrypoints: { production } }: Build): boolean =>
  production?.client === "python" && lines(production).length > 0;

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
  const { scheme, user, password, host, port, path } = source;
  const plain = (variable: string) => `value(${JSON.stringify(variable)})`;
  const encoded = (variable: string) => `"".join("%%%02x" % byte for byte in ${plain(variable)}.encode())`;
  const parts = [
    ...[JSON.stringify(`${scheme}://`), encoded(user), '":"', encoded(password), '"@"', plain(host), '":"'],
    ...[plain(port), '"/"', encoded(path)],
  ];
  const compose = `(lambda value: ${parts.join(" + ")})(lambda name: os.environ.get(name, ""))`;
  return [
    `import os; os.environ.get(${JSON.stringify(name)}) or os.environ.__setitem__(${JSON.stringify(name)}, ${compose})`,
  ];
}
