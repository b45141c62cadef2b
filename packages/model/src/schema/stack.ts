import { z } from "zod";
import { projectPath } from "./path";
import { service, serviceName } from "./service";

/** Where the generated files go. */
export const layout = z.strictObject({
  /** Compose file. Default: `compose.yaml` in development, else `compose.<environment>.yaml`. */
  compose: projectPath.optional(),
  /** Folder with one folder for each image: Dockerfile, entrypoint, configuration. Default: `docker`. */
  images: projectPath.optional(),
  /** Default: `.env.example`. */
  env: projectPath.optional(),
  /** Folder of the secrets' files, never committed. Default: `secrets`. */
  secrets: projectPath.optional(),
});

export const stack = z.strictObject({
  /** Prefix of images, volumes and networks: lower-case letters, digits and `-`. */
  name: serviceName,
  services: z.record(serviceName, service),
  files: layout.optional(),
});

export type StackShape = z.output<typeof stack>;
