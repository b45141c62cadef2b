import { shell } from "@quaywright/syntax";
import { chooses, type Pipeline, startPlatform } from "./pipeline";
import { nativePlatforms } from "./platforms";

/**
 * What both hosts type. `$IMAGES` are all images, `$TARGETS` those that are built, and the others are as they were at
 * the commit `$BASE`; `$GIT_REVISION` is the commit that is built.
 */

/** Sets `$targets` to what has to be built: what is touched since `$BASE`, and what the registry does not have of it. */
export const choose = ({ stack }: Pipeline): string =>
  [
    `if git cat-file -e "$BASE^{commit}" 2>/dev/null; then`,
    `  touched=$(npx nx show projects --affected --with-target image --base "$BASE")`,
    "else",
    "  BASE=",
    "fi",
    "targets=",
    "for image in $IMAGES; do",
    "  target=${image%%=*}",
    `  if [ -n "$BASE" ] && ! echo "$touched" | grep -qxF ${shell.quote(`${stack.name}-`)}"$target" &&`,
    `    docker buildx imagetools inspect "\${image#*=}:$BASE" >/dev/null; then`,
    `    echo "$target stays as it is at $BASE"`,
    "  else",
    `    targets="\${targets:+$targets }$target"`,
    "  fi",
    "done",
  ].join("\n");

/** Gets each image that was not built here, under the tag that is started. */
export const take = (pipeline: Pipeline): string => {
  const built = `"\${image#*=}:$GIT_REVISION-${startPlatform(pipeline).arch}"`;
  return [
    "for image in $IMAGES; do",
    ...(chooses(pipeline)
      ? [
          `  ! docker image inspect "\${image#*=}:$IMAGE_TAG" >/dev/null 2>&1 || continue`,
          `  case " $TARGETS " in`,
          `    *" \${image%%=*} "*) from=${built} ;;`,
          `    *) from="\${image#*=}:$BASE" ;;`,
          "  esac",
        ]
      : [`  from=${built}`]),
    `  docker pull --quiet "$from"`,
    `  docker tag "$from" "\${image#*=}:$IMAGE_TAG"`,
    "done",
  ].join("\n");
};

/** Makes one image of all platforms, named after the commit; `$TARGET` and `$REPOSITORY` are its names. */
export function join(pipeline: Pipeline): string {
  const platforms = nativePlatforms(pipeline.stack.images.platforms);
  const parts = platforms.map(({ arch }) => `"$REPOSITORY:$GIT_REVISION-${arch}"`).join(" ");
  const create = `docker buildx imagetools create --tag "$REPOSITORY:$GIT_REVISION"`;
  if (!chooses(pipeline)) return `${create} ${parts}`;
  return [
    `case " $TARGETS " in`,
    `  *" $TARGET "*) set -- ${parts} ;;`,
    `  *) set -- "$REPOSITORY:$BASE" ;;`,
    "esac",
    `${create} "$@"`,
  ].join("\n");
}

/** Prints the digest of that image; without `print`, Buildx takes the format for its own: https://github.com/docker/buildx/pull/4006 */
export const digest = `docker buildx imagetools inspect "$REPOSITORY:$GIT_REVISION" --format '{{print .Manifest.Digest}}'`;
