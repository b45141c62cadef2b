import { composeCommandOf, type Network, type Stack } from "@quaywright/model";
import { yaml } from "@quaywright/syntax";
import { renderService } from "./compose-service";
import { fromCompose } from "./from-compose";
import { layers } from "./layers";
import { marker } from "./marker";
import type { PlannedFile } from "./planned-file";

/** The Compose files of a stack: https://docs.docker.com/reference/compose-file/ */
export function renderCompose(stacks: readonly Stack[]): PlannedFile[] {
  const [{ files: { base = undefined } = {} } = {}] = stacks;
  const documents = stacks.map(composeOf);
  if (base === undefined) {
    return stacks.map((stack, index) => ({ path: stack.files.compose, text: print(documents[index]!, usage(stack)) }));
  }
  const divided = layers(documents);
  return [
    { path: base, text: print(divided.base, `What all environments have alike. Each has a file with the rest.`) },
    ...stacks.map((stack, index) => ({ path: stack.files.compose, text: print(divided.own[index]!, usage(stack)) })),
  ];
}

const print = (document: yaml.YamlMap, note: string): string =>
  yaml.print(document, { header: `${marker}\n${note}`, spaced: ["services"] });

/** A stack in one environment as one document. */
export function composeOf(stack: Stack): yaml.YamlMap {
  const configs = stack.services.flatMap((service) => service.configs);
  const secrets = stack.inputs.filter(
    ({ file, kind, phase }) => file !== undefined || (kind === "secret" && phase === "build"),
  );
  return {
    name: stack.project,
    services: Object.fromEntries(stack.services.map((service) => [service.name, renderService(service, stack)])),
    ...(stack.networks.length > 0 && { networks: Object.fromEntries(stack.networks.map(renderNetwork)) }),
    ...(stack.volumes.length > 0 && { volumes: Object.fromEntries(stack.volumes.map((name) => [name, {}])) }),
    ...(configs.length > 0 && {
      configs: Object.fromEntries(configs.map(({ name, file }) => [name, { file: fromCompose(stack, file) }])),
    }),
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(
        secrets.map(({ name, file }) => [
          name.toLowerCase(),
          file === undefined ? { environment: name } : { file: fromCompose(stack, file) },
        ]),
      ),
    }),
  };
}

const usage = (stack: Stack): string =>
  [...composeCommandOf(stack), "up", ...(stack.mode === "development" ? ["--watch"] : ["--build", "--wait"])].join(" ");

/** An internal network has no way to the host's ports or the world. */
const renderNetwork = ({ name, internal }: Network) => [name, internal ? { internal } : {}] as const;
