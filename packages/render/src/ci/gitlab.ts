import { bakeCommandOf, composeCommandOf } from "@quaywright/model";
import { shell, yaml } from "@quaywright/syntax";
import { marker } from "../marker";
import type { Pipeline } from "./github";
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
  const document: yaml.YamlMap = {
    workflow: {
      rules: [
        { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
        { if: `$CI_COMMIT_BRANCH == "${ci.branch}"` },
        { if: "$CI_COMMIT_TAG =~ /^v/" },
      ],
    },
    stages: ["check", ...(images.length > 0 ? ["build", "release"] : [])],
    check: check(pipeline),
    start: start(pipeline),
    ...(images.length > 0 && { build: build(pipeline), release: release(pipeline) }),
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

function start({ ci, images, stack }: Pipeline): yaml.YamlMap {
  const compose = composeCommandOf(stack).map(shell.quote).join(" ");
  const caches = images.map(
    ({ repository, target }) =>
      ` --set ${shell.quote(`${target}.cache-from=type=registry,ref=${repository}:buildcache-amd64`)}`,
  );
  return {
    stage: "check",
    ...onEngine,
    timeout: "30 minutes",
    variables: { ...onEngine.variables, IMAGE_TAG: "ci", ...buildValues(stack) },
    script: [
      "apk add --no-cache bash git nodejs npm openssl",
      ci.install,
      ...login(images),
      `${bakeCommandOf(stack).map(shell.quote).join(" ")}${caches.join("")}`,
      ...makeValues(stack),
      `${compose} up --no-build --wait --wait-timeout 300`,
    ],
    after_script: [`${compose} ps --all`, `${compose} logs --no-color --tail 200`, `${compose} down --volumes`],
  };
}

const published = [{ if: '$CI_PIPELINE_SOURCE != "merge_request_event"' }];

function build({ images, stack }: Pipeline): yaml.YamlMap {
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
      ].join(" "),
    ],
  };
}

function release({ images, stack }: Pipeline): yaml.YamlMap {
  const parts = nativePlatforms(stack.images.platforms).map(({ arch }) => `"$REPOSITORY:$CI_COMMIT_SHA-${arch}"`);
  const credentials = "--env TRIVY_USERNAME --env TRIVY_PASSWORD";
  return {
    stage: "release",
    ...onEngine,
    rules: published,
    timeout: "20 minutes",
    id_tokens: {
      SIGSTORE_ID_TOKEN: yaml.commented("For a signature in the name of this project.", { aud: "sigstore" }),
    },
    parallel: { matrix: [{ REPOSITORY: images.map(({ repository }) => repository) }] },
    script: [
      ...login(images),
      `docker buildx imagetools create --tag "$REPOSITORY:$CI_COMMIT_SHA" ${parts.join(" ")}`,
      `image="$REPOSITORY@$(docker buildx imagetools inspect "$REPOSITORY:$CI_COMMIT_SHA" --format '{{.Manifest.Digest}}')"`,
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
