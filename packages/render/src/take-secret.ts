import type { BuildSecret } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

/**
 * A command that gives those after it a secret: from the file that BuildKit mounts for as long as they run, since its
 * own variables would keep the newline at the end of a file. https://docs.docker.com/build/building/secrets/
 */
export function takeSecret({ id, name, path, purpose, required }: BuildSecret): string {
  const file = `/run/secrets/${id}`;
  const take = path === undefined ? `export ${name}="$(cat ${file})"` : `export ${path}=${file}`;
  if (!required) return `if [ -s ${file} ]; then ${take}; fi`;
  const fault = [`The secret ${id} is empty.`, ...(purpose === undefined ? [] : [purpose])].join(" ");
  return `{ [ -s ${file} ] || { echo ${shell.quote(fault)} >&2; exit 1; }; } && ${take}`;
}
