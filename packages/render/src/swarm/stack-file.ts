import type { Config, Input, Stack } from "@quaywright/model";
import { compose, yaml } from "@quaywright/syntax";
import { digestOf, summarized } from "../compose-service";
import { from } from "../from-compose";
import { marker } from "../marker";
import type { PlannedFile } from "../planned-file";
import { networksOf, swarmService } from "./service";

const { interpolation } = compose;

/** What a swarm reads of an environment, whole in itself: https://docs.docker.com/reference/cli/docker/stack/deploy/ */
export function renderStackFile(stack: Stack, path: string): PlannedFile {
  const { deploy } = stack.files;
  const by = deploy === undefined ? `docker stack deploy --compose-file ${path} ${stack.project}` : deploy;
  return { path, text: yaml.print(document(stack, path), { header: `${marker}\n${by}`, spaced: ["services"] }) };
}

/** The secrets that its containers read, each a file of the host until it is the swarm's. */
export const secretsOf = ({ inputs }: Stack): readonly (Input & { readonly file: string })[] =>
  inputs.filter((input): input is Input & { file: string } => input.file !== undefined && input.phase === "run");

/** What names the version of a secret, for none can be changed. */
export const versionOf = ({ name }: Input): string => `${name}_VERSION`;

function document(stack: Stack, path: string): yaml.YamlMap {
  const { networks, services, volumes } = stack;
  const configs = services.flatMap((service) => service.configs);
  const secrets = secretsOf(stack);
  const alone = services
    .filter((service) => service.networks.length === 0)
    .flatMap((service) => networksOf(service).map((name) => ({ name, internal: true })));
  return {
    services: Object.fromEntries(
      services.map((service) => [service.name, summarized(service, swarmService(service, stack))]),
    ),
    networks: Object.fromEntries([...networks, ...alone].map(({ internal, name }) => [name, overlay(internal, stack)])),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
    ...(configs.length > 0 && {
      configs: Object.fromEntries(configs.map((config) => [config.name, versioned(config, stack, path)])),
    }),
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(secrets.map((input) => [input.name.toLowerCase(), renderSecret(input, stack)])),
    }),
  };
}

const overlay = (internal: boolean, { swarm }: Stack): yaml.YamlMap => ({
  driver: "overlay",
  ...(internal && { internal }),
  ...(swarm?.encrypted === true && { driver_opts: { encrypted: "true" } }),
});

/** No config can be changed either: another text is another one. */
const versioned = ({ file, name, text }: Config, stack: Stack, path: string): yaml.YamlMap => ({
  name: `${stack.project}_${name}_${digestOf(text).slice(0, 12)}`,
  file: from(path, file),
});

const renderSecret = (input: Input, stack: Stack): yaml.YamlMap => ({
  name: `${stack.project}_${input.name.toLowerCase()}_${interpolation({ name: versionOf(input), fallback: "1" })}`,
  external: true,
});
