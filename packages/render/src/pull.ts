import type { Stack } from "@quaywright/model";
import { compose, yaml } from "@quaywright/syntax";
import { composeOf } from "./compose";
import { marker } from "./marker";
import type { PlannedFile } from "./planned-file";

/** The Compose file of a stack for those who have its images from a registry, and nothing else of it. */
export function renderPull(stack: Stack): PlannedFile[] {
  const { pull } = stack.files;
  if (pull === undefined) return [];
  const { configs, services, ...document } = composeOf({ ...stack, files: { ...stack.files, compose: pull } });
  const all = stack.services.flatMap((service) => service.configs);
  const text = yaml.print(
    {
      ...document,
      services: Object.fromEntries(
        Object.entries(services as yaml.YamlMap).map(([name, each]) => [name, pulled(each!)]),
      ),
      // https://docs.docker.com/reference/compose-file/configs/
      ...(configs !== undefined && {
        configs: Object.fromEntries(
          all.map(({ name, text }) => [name, { content: compose.escapeInterpolation(text) }]),
        ),
      }),
    },
    {
      header: `${marker}\nFor those who have the images from the registry: IMAGE_TAG=<version> docker compose -f ${pull} up --wait`,
      spaced: ["services"],
    },
  );
  return [{ path: pull, text }];
}

/** Nobody builds here, and the version is for whoever pulls to say. */
function pulled(service: yaml.YamlValue): yaml.YamlValue {
  if (yaml.isCommented(service)) return yaml.commented(service.comment, pulled(service.value) as yaml.YamlMap);
  const { build: _build, image, ...rest } = service as yaml.YamlMap;
  const asked = compose.interpolation({ name: "IMAGE_TAG", required: "the version to run" });
  return { image: String(image).replace(/\$\{IMAGE_TAG:-[^}]*\}/, asked), ...rest };
}
