import type { Build, Service, Stack } from "./stack";

/** Where a file of an image lies: in the image's folder, unless the declaration names another place. */
export function placeOf(build: Pick<Build, "folder" | "places">, name: string): string {
  const named = build.places[name];
  if (named !== undefined) return named;
  // Docker looks for it beside the Dockerfile
  if (name === "Dockerfile.dockerignore") return `${placeOf(build, "Dockerfile")}.dockerignore`;
  return build.folder === "." ? name : `${build.folder}/${name}`;
}

/** The Compose files of a stack, in the order in which Compose reads them. */
export const composeFilesOf = ({ files }: Stack): readonly string[] => [
  ...(files.base === undefined ? [] : [files.base]),
  files.compose,
];

/**
 * The image that Compose builds for a service; absent where another service builds it. One that rebuilds for itself what it
 * watches has a name of its own, whose layers are the same: Compose labels what it builds with the service, so of two
 * builds of one name the last one wins, and each `up --build` would recreate containers for nothing.
 */
export function builtFor({ image, name, watch }: Service, { environment, mode, name: stack }: Stack) {
  if (image.kind !== "built") return undefined;
  if (image.owner) return { repository: image.repository, tag: image.tag };
  const rebuilds = mode === "development" && watch.length > 0;
  return rebuilds ? { repository: `${stack}-${name}-${environment}`, tag: image.tag } : undefined;
}

/** What Compose reads when it is told of no file: https://docs.docker.com/compose/intro/compose-application-model/ */
const found = /^(?:docker-)?compose\.ya?ml$/;
const override = /^(?:docker-)?compose\.override\.ya?ml$/;

/** `docker compose` on the files of a stack, as it is typed in the project's folder. */
export function composeCommandOf(stack: Stack): readonly string[] {
  const [first = "", second, ...more] = composeFilesOf(stack);
  const unasked = found.test(first) && (second === undefined || override.test(second)) && more.length === 0;
  return ["docker", "compose", ...(unasked ? [] : composeFilesOf(stack).flatMap((file) => ["-f", file]))];
}

/**
 * `docker buildx bake` on a file, as it is typed in the project's folder. What lies outside of that folder it reads only
 * where it may: https://docs.docker.com/reference/cli/docker/buildx/bake/#allow
 */
export const bakeCommandWith = (file: string, outside: readonly string[]): readonly string[] => [
  ...["docker", "buildx", "bake", "--file", file],
  ...[...new Set(outside)].sort().map((folder) => `--allow=fs.read=${folder}`),
];

/** The same for the images of a stack. */
export const bakeCommandOf = ({ builds, files }: Pick<Stack, "builds" | "files">): readonly string[] =>
  bakeCommandWith(
    files.bake,
    builds.flatMap(({ outside = {} }) => Object.values(outside)),
  );
