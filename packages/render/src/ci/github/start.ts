import { bakeCommandOf, composeCommandOf } from "@quaywright/model";
import { shell, yaml } from "@quaywright/syntax";
import { take } from "../choice";
import { chooses, imagesOf, type Pipeline, startPlatform } from "../pipeline";
import { buildValues, makeValues } from "../values";
import { expression, isPublished, onLines, unlessFailed } from "./expression";
import { chosen } from "./images";
import { login, prepared } from "./steps";

/** What was built for a registry is taken from there; what somebody proposes is built here, and pushed nowhere. */
export function start(pipeline: Pipeline): yaml.YamlMap {
  const { ci, images, stack } = pipeline;
  const compose = composeCommandOf(stack).map(shell.quote).join(" ");
  const values = makeValues(stack);
  return {
    name: `The images of ${stack.environment} start and are healthy`,
    ...(images.length > 0 && { needs: [...(chooses(pipeline) ? ["images"] : []), "build"], if: unlessFailed }),
    "runs-on": startPlatform(pipeline).github,
    "timeout-minutes": 30,
    permissions: {
      contents: "read",
      ...(images.length > 0 && { packages: yaml.remarked("read", "images, and caches of builds") }),
    },
    env: {
      IMAGE_TAG: "ci",
      ...(images.length > 0 && { GIT_REVISION: expression("github.sha"), IMAGES: imagesOf(pipeline) }),
      ...(chooses(pipeline) && chosen),
    },
    steps: [
      ...prepared(ci),
      ...login(images, true),
      ...imagesHere(pipeline),
      ...(values.length > 0 ? [{ name: "Values, for this run alone", run: values.join("\n") }] : []),
      { name: "Start", run: `${compose} up --no-build --wait --wait-timeout 300` },
      { name: "What the containers printed", if: "failure()", run: `${compose} ps --all\n${compose} logs --no-color` },
      { name: "End", if: "always()", run: `${compose} down --volumes` },
    ],
  };
}

function imagesHere(pipeline: Pipeline): yaml.YamlMap[] {
  const { ci, images, stack } = pipeline;
  const values = buildValues(stack);
  const { arch } = startPlatform(pipeline);
  const proposed = `!(${isPublished(ci.branch)})`;
  const caches = images.map(
    ({ repository, target }) =>
      `--set ${shell.quote(`${target}.cache-from=type=registry,ref=${repository}:buildcache-${arch}`)}`,
  );
  const only = chooses(pipeline) ? ["$TARGETS"] : [];
  const conditions = [
    ...(images.length > 0 ? [proposed] : []),
    ...(chooses(pipeline) ? ["needs.images.outputs.targets != ''"] : []),
  ];
  return [
    {
      name: "Images",
      ...(conditions.length > 0 && { if: conditions.join(" && ") }),
      run: onLines(bakeCommandOf(stack).map(shell.quote).join(" "), [...caches, ...only]),
      ...(Object.keys(values).length > 0 && { env: values }),
    },
    ...(images.length > 0
      ? [
          {
            name: "Images that are built",
            ...(!chooses(pipeline) && { if: isPublished(ci.branch) }),
            run: take(pipeline),
          },
        ]
      : []),
  ];
}
