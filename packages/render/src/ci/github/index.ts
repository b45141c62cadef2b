import { yaml } from "@quaywright/syntax";
import { marker } from "../../marker";
import { chooses, type Pipeline } from "../pipeline";
import { build } from "./build";
import { check } from "./check";
import { expression } from "./expression";
import { images } from "./images";
import { release } from "./release";
import { start } from "./start";

/** A workflow of GitHub Actions: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export function renderWorkflow(pipeline: Pipeline): string {
  const { ci } = pipeline;
  const published = pipeline.images.length > 0;
  const document: yaml.YamlMap = {
    name: "containers",
    on: {
      pull_request: null,
      push: { branches: [ci.branch], tags: ["v*"] },
      ...(published && {
        schedule: yaml.commented("Base images are mended without a commit of ours.", [{ cron: "23 4 * * 1" }]),
      }),
      workflow_dispatch: null,
    },
    permissions: {},
    concurrency: {
      group: expression("github.workflow", "-", "github.ref"),
      "cancel-in-progress": expression("github.event_name == 'pull_request'"),
    },
    jobs: {
      check: check(pipeline),
      ...(chooses(pipeline) && { images: images(pipeline) }),
      ...(published && { build: build(pipeline) }),
      start: start(pipeline),
      ...(published && { release: release(pipeline) }),
    },
  };
  return yaml.print(document, { header: marker, spaced: ["jobs"] });
}
