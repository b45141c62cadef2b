import type { Service, Stack, Variable } from "@quaywright/model";
import { compose, type yaml } from "@quaywright/syntax";

const { interpolation } = compose;

/**
 * What is blank is not set. Where no entrypoint of ours sees to that, Compose does: only in a list does it replace
 * variables in a name too, and it passes a name without a value on as the machine has it, which does not know this one.
 * https://docs.docker.com/reference/compose-file/services/#environment
 */
export function unsetWhereBlank(keys: yaml.YamlMap, service: Service, stack: Stack): yaml.YamlMap {
  const { environment } = keys;
  if (environment === undefined || hasEntrypoint(service, stack)) return keys;
  const inputs = new Map(service.variables.flatMap((variable) => optional(variable)));
  const entries = Object.entries(environment as yaml.YamlMap);
  const isFree = ([name, value]: [string, yaml.YamlValue | undefined]): boolean =>
    inputs.has(name) && value === interpolation({ name: inputs.get(name)!, fallback: "" });
  if (!entries.some(isFree)) return keys;
  const items = entries.map((entry) => {
    const [name, value] = entry;
    if (!isFree(entry)) return value === null ? name : `${name}=${String(value)}`;
    const input = inputs.get(name)!;
    return `\${${input}:+${name}=}${interpolation({ name: input, fallback: `${name}_is_not_set` })}`;
  });
  return { ...keys, environment: items };
}

const hasEntrypoint = ({ image }: Service, { builds, mode }: Stack): boolean =>
  image.kind === "built" && builds.find(({ name }) => name === image.build)?.entrypoints[mode] !== undefined;

const optional = ({ name, phase, source }: Variable): [string, string][] =>
  phase === "run" && source.kind === "input" && !source.input.required && source.input.default === undefined
    ? [[name, source.input.name]]
    : [];
