import { z } from "zod";
import { projectPath } from "./path";

/** A registry's address, with as many parts of a name as images begin with. */
const place = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    "a registry's address in lower case, without a `/` at its end, such as `ghcr.io/acme`",
  );

/** The part of an image's name after the registry: https://pkg.go.dev/github.com/distribution/reference#pkg-overview */
const names = z.record(
  z.string(),
  z
    .string()
    .regex(
      /^[a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*$/,
      "an image's name in lower case, without registry and tag, such as `shop/web`",
    ),
);

/** Where images come from and go to: the same in every environment. */
export const images = z.strictObject({
  /** What the names of the images that are built begin with: `ghcr.io/acme`. Default: nothing, they stay here. */
  registry: place.optional(),
  /** Names of images that are built, by service, after the registry's: `{ web: "shop" }`. Default: `<stack>-<service>`. */
  names: names.optional(),
  /** Registries to which a release goes as well, by names of their own where they have any. Default: none. */
  also: z.array(z.union([place, z.strictObject({ registry: place, names: names.optional() })])).optional(),
  /**
   * What a release is named after: `git`, by `git describe`, or the file that says the version: `package.json`,
   * `backend/pyproject.toml`, a file with nothing else. Default: `git`.
   */
  version: projectPath.optional(),
  /** Registry that mirrors Docker Hub, for base images, for those that are run as they are, and for the scanner of a release. Default: none. */
  mirror: place.optional(),
  /** What a release is built for. Default: `linux/amd64` and `linux/arm64`. */
  platforms: z
    .array(z.string().regex(/^linux\/[a-z0-9]+(\/v\d+)?$/, "a platform such as `linux/arm64`"))
    .min(1)
    .optional(),
});

export type ImagesShape = z.output<typeof images>;
