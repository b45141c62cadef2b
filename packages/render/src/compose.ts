import type { Network, Stack } from "@quaywright/model";
import { yaml } from "@quaywright/syntax";
import { renderService } from "./compose-service";
import { fromCompose } from "./from-compose";
import { marker } from "./marker";

/** The Compose file of a stack in one environment: https://docs.docker.com/reference/compose-file/ */
export function renderCompose(stack: Stack): string {
  const secrets = stack.inputs.filter(({ file }) => file !== undefined);
  return yaml.print(
    {
      name: `${stack.name}-${stack.environment}`,
      services: Object.fromEntries(stack.services.map((service) => [service.name, renderService(service, stack)])),
      ...(stack.networks.length > 0 && { networks: Object.fromEntries(stack.networks.map(renderNetwork)) }),
      ...(stack.volumes.length > 0 && { volumes: Object.fromEntries(stack.volumes.map((name) => [name, {}])) }),
      ...(secrets.length > 0 && {
        secrets: Object.fromEntries(
          secrets.map(({ name, file }) => [name.toLowerCase(), { file: fromCompose(stack, file!) }]),
        ),
      }),
    },
    { header: `${marker}\n${command(stack)}`, spaced: ["services"] },
  );
}

const command = ({ files, mode }: Stack): string =>
  `docker compose -f ${files.compose} up ${mode === "development" ? "--watch" : "--build --wait"}`;

/** An internal network has no way to the host's ports or the world. */
const renderNetwork = ({ name, internal }: Network) => [name, internal ? { internal } : {}] as const;
