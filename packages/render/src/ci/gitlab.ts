import { bakeCommandOf, composeCommandOf } from "@quaywright/model";
import { shell, yaml } from "@quaywright/syntax";
import { marker } from "../marker";
import { choose, digest, join, take } from "./choice";
import { chooses, imagesOf, type Pipeline, startPlatform } from "./pipeline";
import { nativePlatforms } from "./platforms";
import { registryOf } from "./published";
import { buildValues, makeValues } from "./values";

/** Images that jobs run in; Renovate, which has a manager of its own for this file, adds their digests. */
const tools = {
  cosign:
    "ghcr.io/sigstore/cosign/cosign:v3.1.3@sha256:9e5c2f2edc34351160407ca3416c61855bdf9403c3c5936e0f0be7fc261611b8",
  docker: "docker:28.5-cli",
  engine: "docker:28.5-dind",
  trivy: "aquasec/trivy:0.74.0@sha256:62b1e65e8869bc4b4c6aa4fa2b21595256c7c2f6018a9d9ad61caf87187c1969",
};

/** A pipeline of GitLab: https://docs.gitlab.com/ci/yaml/ */
export function renderPipeline(pipeline: Pipeline): string {
  const { ci, images } = pipeline;
  const published = images.length > 0;
  const document: yaml.YamlMap = {
    workflow: {
      rules: [
        { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
        { if: `$CI_COMMIT_BRANCH == "${ci.branch}"` },
        { if: "$CI_COMMIT_TAG =~ /^v/" },
      ],
    },
    stages: ["check", ...(published ? ["build", "start", "release"] : [])],
    check: check(pipeline),
    ...(chooses(pipeline) && { images: chooseImages(pipeline) }),
    ...(published && { build: build(pipeline) }),
    start: start(pipeline),
    ...(published && { release: release(pipeline) }),
  };
  return yaml.print(document, { header: marker, spaced: [] });
}

const check = ({ ci }: Pipeline): yaml.YamlMap => ({
  stage: "check",
  image: `node:${ci.node}-trixie-slim`,
  timeout: "10 minutes",
  script: [
    ci.install,
    "npx quaywright check --drift",
    "npx quaywright check --format junit --fail-on never > quaywright.xml",
    "npx quaywright check",
  ],
  artifacts: { when: "always", reports: { junit: "quaywright.xml" } },
});

/** A job beside an engine of its own: https://docs.gitlab.com/ci/docker/using_docker_build/ */
const onEngine = {
  image: tools.docker,
  services: [tools.engine],
  variables: { DOCKER_TLS_CERTDIR: "/certs" },
};

/** Tells the later jobs, by a file, which images are built. */
const chooseImages = (pipeline: Pipeline): yaml.YamlMap => ({
  stage: "check",
  image: tools.docker,
  timeout: "10 minutes",
  variables: { GIT_DEPTH: yaml.remarked("0", "the commit before, too"), IMAGES: imagesOf(pipeline) },
  script: [
    "apk add --no-cache git nodejs npm",
    pipeline.ci.install,
    ...login(pipeline.images),
    'BASE="${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}"',
    choose(pipeline),
    `echo "BASE='$BASE' TARGETS='$targets'" > ${chosen}`,
  ],
  artifacts: { paths: [chosen], expire_in: "1 day" },
});

const chosen = "images.env";
const read = (pipeline: Pipeline): string[] => (chooses(pipeline) ? [`. ./${chosen}`] : []);

/** What was built for a registry is taken from there; what somebody proposes is built here, and pushed nowhere. */
function start(pipeline: Pipeline): yaml.YamlMap {
  const { ci, images, stack } = pipeline;
  const compose = composeCommandOf(stack).map(shell.quote).join(" ");
  const { arch, gitlab } = startPlatform(pipeline);
  const caches = images.map(
    ({ repository, target }) =>
      ` --set ${shell.quote(`${target}.cache-from=type=registry,ref=${repository}:buildcache-${arch}`)}`,
  );
  const bake = `${bakeCommandOf(stack).map(shell.quote).join(" ")}${caches.join("")}`;
  const proposed = '[ "$CI_PIPELINE_SOURCE" = merge_request_event ]';
  return {
    stage: images.length > 0 ? "start" : "check",
    ...onEngine,
    ...(images.length > 0 && { tags: [gitlab] }),
    timeout: "30 minutes",
    variables: {
      ...onEngine.variables,
      IMAGE_TAG: "ci",
      ...(images.length > 0 && { GIT_REVISION: "$CI_COMMIT_SHA", IMAGES: imagesOf(pipeline) }),
      ...buildValues(stack),
    },
    script: [
      "apk add --no-cache bash git nodejs npm openssl",
      ci.install,
      ...login(images),
      ...read(pipeline),
      ...(images.length === 0
        ? [bake]
        : chooses(pipeline)
          ? [`if ${proposed} && [ -n "$TARGETS" ]; then ${bake} $TARGETS; fi`, take(pipeline)]
          : [`if ${proposed}; then\n  ${bake}\nelse\n${indented(take(pipeline))}\nfi`]),
      ...makeValues(stack),
      `${compose} up --no-build --wait --wait-timeout 300`,
    ],
    after_script: [`${compose} ps --all`, `${compose} logs --no-color --tail 200`, `${compose} down --volumes`],
  };
}

const indented = (script: string): string => script.replace(/^/gm, "  ");

const published = [{ if: '$CI_PIPELINE_SOURCE != "merge_request_event"' }];

function build(pipeline: Pipeline): yaml.YamlMap {
  const { images, stack } = pipeline;
  const platforms = nativePlatforms(stack.images.platforms);
  const emulated = platforms.flatMap(({ emulator }) => emulator ?? []);
  return {
    stage: "build",
    ...onEngine,
    rules: published,
    timeout: "1 hour",
    parallel: {
      matrix: platforms.map(({ arch, gitlab, platform }) => ({ ARCH: arch, PLATFORM: platform, RUNNER: gitlab })),
    },
    tags: ["$RUNNER"],
    variables: {
      ...onEngine.variables,
      RELEASE: "true",
      CACHE_TAG: "buildcache-$ARCH",
      GIT_REVISION: "$CI_COMMIT_SHA",
      GIT_SOURCE: "$CI_PROJECT_URL",
      GIT_TIME: "$CI_COMMIT_TIMESTAMP",
    },
    script: [
      ...(chooses(pipeline) ? [...read(pipeline), '[ -n "$TARGETS" ] || exit 0'] : []),
      ...login(images),
      ...(emulated.length > 0
        ? [`docker run --privileged --rm tonistiigi/binfmt --install ${emulated.join(",")}`]
        : []),
      "docker context create engine",
      "docker buildx create --driver docker-container --use engine",
      'export IMAGE_TAG="${CI_COMMIT_TAG:-$CI_COMMIT_SHA}"',
      'if [ "$CI_PIPELINE_SOURCE" = schedule ]; then NO_CACHE=true; else NO_CACHE=false; fi',
      [
        `${bakeCommandOf(stack).map(shell.quote).join(" ")} --push`,
        '--set "*.platform=$PLATFORM"',
        '--set "*.no-cache=$NO_CACHE"',
        ...images.map(({ repository, target }) => `--set "${target}.tags=${repository}:$CI_COMMIT_SHA-$ARCH"`),
        ...(chooses(pipeline) ? ["$TARGETS"] : []),
      ].join(" "),
    ],
  };
}

function release(pipeline: Pipeline): yaml.YamlMap {
  const { images } = pipeline;
  const credentials = "--env TRIVY_USERNAME --env TRIVY_PASSWORD";
  return {
    stage: "release",
    ...onEngine,
    rules: published,
    timeout: "20 minutes",
    id_tokens: {
      SIGSTORE_ID_TOKEN: yaml.commented("For a signature in the name of this project.", { aud: "sigstore" }),
    },
    parallel: {
      matrix: chooses(pipeline)
        ? images.map(({ repository, target }) => ({ REPOSITORY: repository, TARGET: target }))
        : [{ REPOSITORY: images.map(({ repository }) => repository) }],
    },
    variables: { ...onEngine.variables, GIT_REVISION: "$CI_COMMIT_SHA" },
    script: [
      ...read(pipeline),
      ...login(images),
      join(pipeline),
      `image="$REPOSITORY@$(${digest})"`,
      'export TRIVY_USERNAME="$REGISTRY_USER" TRIVY_PASSWORD="$REGISTRY_TOKEN"',
      `docker run --rm ${credentials} ${tools.trivy} image --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1 "$image"`,
      `docker run --rm --env SIGSTORE_ID_TOKEN ${tools.cosign} sign --yes --registry-username "$REGISTRY_USER" --registry-password "$REGISTRY_TOKEN" "$image"`,
      'docker buildx imagetools create --tag "$REPOSITORY:$CI_COMMIT_REF_SLUG" "$image"',
    ],
  };
}

/** GitLab's own registry has a user for each job; another one has variables of the project. */
function login(images: Pipeline["images"]): string[] {
  const [first] = images;
  if (first === undefined) return [];
  const registry = registryOf(first.repository);
  return [
    'export REGISTRY_USER="${REGISTRY_USER:-$CI_REGISTRY_USER}" REGISTRY_TOKEN="${REGISTRY_TOKEN:-$CI_REGISTRY_PASSWORD}"',
    `printf %s "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin ${registry}`,
  ];
}
