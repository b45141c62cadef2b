import { yaml } from "@quaywright/syntax";
import { choose } from "../choice";
import { imagesOf, type Pipeline } from "../pipeline";
import { expression } from "./expression";
import { login, prepared, runner } from "./steps";

/** Tells the other jobs which images are built. Where no commit before is known, as for a tag, it is all of them. */
export function images(pipeline: Pipeline): yaml.YamlMap {
  return {
    name: "Images that the change touches",
    "runs-on": runner,
    "timeout-minutes": 10,
    permissions: { contents: "read", packages: yaml.remarked("read", "sees which images there are") },
    outputs: { base: expression("steps.choose.outputs.base"), targets: expression("steps.choose.outputs.targets") },
    steps: [
      ...prepared(pipeline.ci, { "fetch-depth": yaml.remarked("0", "the commit before, too") }),
      ...login(pipeline.images, true),
      {
        name: "Choose",
        id: "choose",
        env: {
          BASE: expression("github.event.pull_request.base.sha || github.event.before"),
          IMAGES: imagesOf(pipeline),
        },
        run: [
          choose(pipeline),
          'echo "base=$BASE" >> "$GITHUB_OUTPUT"',
          'echo "targets=$targets" >> "$GITHUB_OUTPUT"',
        ].join("\n"),
      },
    ],
  };
}

/** What that job told, as variables of another one. */
export const chosen = {
  BASE: expression("needs.images.outputs.base"),
  TARGETS: expression("needs.images.outputs.targets"),
};
