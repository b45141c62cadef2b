import { z } from "zod";

/** A registry's address, with as many parts of a name as images begin with. */
const place = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    "a registry's address in lower case, without a `/` at its end, such as `ghcr.io/acme`",
  );

/** Where images come from and go to: the same in every environment. */
export const images = z.strictObject({
  /** What the names of the images that are built begin with: `ghcr.io/acme`. Default: nothing, they stay here. */
  registry: place.optional(),
  /** Registry that mirrors Docker Hub, for base images and for those that are run as they are. Default: none. */
  mirror: place.optional(),
  /** What a release is built for. Default: `linux/amd64` and `linux/arm64`. */
  platforms: z
    .array(z.string().regex(/^linux\/[a-z0-9]+(\/v\d+)?$/, "a platform such as `linux/arm64`"))
    .min(1)
    .optional(),
});

export type ImagesShape = z.output<typeof images>;
