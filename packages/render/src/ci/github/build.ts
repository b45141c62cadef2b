import { bakeCommandOf } from "@quaywright/model";
import { shell, yaml } from "@quaywright/syntax";
import { chooses, type Pipeline } from "../pipeline";
import { nativePlatforms, type Platform } from "../platforms";
import { expression, isPublished, onLines } from "./expression";
import { chosen } from "./images";
import { checkout, login } from "./steps";

export function build(pipeline: Pipeline): yaml.YamlMap {
  const { ci, images, stack } = pipeline;
  const platforms = nativePlatforms(stack.images.platforms);
  const emulated = platforms.filter(({ emulator }) => emulator !== undefined);
  return {
    name: `Build for ${expression("matrix.platform")}`,
    ...(chooses(pipeline)
      ? { needs: ["images"], if: `${isPublished(ci.branch)} && needs.images.outputs.targets != ''` }
      : { if: isPublished(ci.branch) }),
    strategy: {
      matrix: {
        include: platforms.map(({ arch, github, platform }: Platform) => ({ arch, platform, runner: github })),
      },
    },
    "runs-on": expression("matrix.runner"),
    "timeout-minutes": 60,
    permissions: { contents: "read", packages: yaml.remarked("write", "pushes images") },
    env: {
      RELEASE: "true",
      IMAGE_TAG: version,
      CACHE_TAG: `buildcache-${expression("matrix.arch")}`,
      GIT_REVISION: expression("github.sha"),
      GIT_SOURCE: expression("github.server_url", "/", "github.repository"),
      ARCH: expression("matrix.arch"),
      PLATFORM: expression("matrix.platform"),
      NO_CACHE: expression("github.event_name == 'schedule'"),
      ...(chooses(pipeline) && { TARGETS: chosen.TARGETS }),
    },
    steps: [
      checkout(ci),
      ...login(images, false),
      ...(emulated.length > 0
        ? [
            {
              name: "Emulate what has no runner of its own",
              if: emulated.map(({ arch }) => `matrix.arch == '${arch}'`).join(" || "),
              run: `docker run --privileged --rm tonistiigi/binfmt --install ${emulated.map(({ emulator }) => emulator).join(",")}`,
            },
          ]
        : []),
      { name: "A builder that can write caches", run: "docker buildx create --driver docker-container --use" },
      {
        name: "Build and push",
        run: [
          "GIT_TIME=$(git show --no-patch --format=%cI HEAD)",
          "export GIT_TIME",
          onLines(`${bakeCommandOf(stack).map(shell.quote).join(" ")} --push`, [
            '--set "*.platform=$PLATFORM"',
            '--set "*.no-cache=$NO_CACHE"',
            ...images.map(({ repository, target }) => `--set "${target}.tags=${repository}:$GIT_REVISION-$ARCH"`),
            ...(chooses(pipeline) ? ["$TARGETS"] : []),
          ]),
        ].join("\n"),
      },
    ],
  };
}

const version = "${{ github.ref_type == 'tag' && github.ref_name || github.sha }}";
