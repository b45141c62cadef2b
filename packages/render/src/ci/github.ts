import { bakeCommandOf, type Ci, composeCommandOf, type Stack } from "@quaywright/model";
import { shell, yaml } from "@quaywright/syntax";
import { marker } from "../marker";
import { actions } from "./actions";
import { nativePlatforms, type Platform } from "./platforms";
import { type Published, registryOf } from "./published";
import { buildValues, makeValues } from "./values";

/** What a workflow is made of: the stack of production, and the images that are published. */
export interface Pipeline {
  readonly ci: Ci;
  readonly stack: Stack;
  readonly images: readonly Published[];
}

/** A workflow of GitHub Actions: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export function renderWorkflow(pipeline: Pipeline): string {
  const { ci, images } = pipeline;
  const document: yaml.YamlMap = {
    name: "containers",
    on: {
      pull_request: null,
      push: { branches: [ci.branch], tags: ["v*"] },
      ...(images.length > 0 && {
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
      start: start(pipeline),
      ...(images.length > 0 && { build: build(pipeline), release: release(pipeline) }),
    },
  };
  return yaml.print(document, { header: marker, spaced: ["jobs"] });
}

const runner = "ubuntu-24.04";

function check({ ci }: Pipeline): yaml.YamlMap {
  return {
    name: "What is generated is as declared, and breaks no rule",
    "runs-on": runner,
    "timeout-minutes": 10,
    permissions: {
      contents: "read",
      "security-events": yaml.remarked("write", "shows what was found beside the code"),
    },
    steps: [
      ...prepared(ci),
      { run: "npx quaywright check --drift" },
      { run: "npx quaywright check --format github" },
      {
        name: "The same for code scanning",
        if: "!cancelled()",
        run: "npx quaywright check --format sarif --fail-on never > quaywright.sarif",
      },
      uploaded(ci, "quaywright"),
    ],
  };
}

function start({ ci, images, stack }: Pipeline): yaml.YamlMap {
  const compose = composeCommandOf(stack).map(shell.quote).join(" ");
  const values = makeValues(stack);
  const built = buildValues(stack);
  const caches = images.map(({ repository, target }) =>
    set(`${target}.cache-from=type=registry,ref=${repository}:buildcache-amd64`),
  );
  return {
    name: `The images of ${stack.environment} start and are healthy`,
    "runs-on": runner,
    "timeout-minutes": 30,
    permissions: {
      contents: "read",
      ...(images.length > 0 && { packages: yaml.remarked("read", "caches of builds") }),
    },
    env: { IMAGE_TAG: "ci" },
    steps: [
      ...prepared(ci),
      ...login(images, true),
      {
        name: "Images",
        run: command(bakeCommandOf(stack), caches),
        ...(Object.keys(built).length > 0 && { env: built }),
      },
      ...(values.length > 0 ? [{ name: "Values, for this run alone", run: values.join("\n") }] : []),
      { name: "Start", run: `${compose} up --no-build --wait --wait-timeout 300` },
      { name: "What the containers printed", if: "failure()", run: `${compose} ps --all\n${compose} logs --no-color` },
      { name: "End", if: "always()", run: `${compose} down --volumes` },
    ],
  };
}

function build({ ci, images, stack }: Pipeline): yaml.YamlMap {
  const platforms = nativePlatforms(stack.images.platforms);
  const emulated = platforms.filter(({ emulator }) => emulator !== undefined);
  return {
    name: `Build for ${expression("matrix.platform")}`,
    needs: ["check", "start"],
    if: `github.event_name != 'pull_request' && (github.ref_type == 'tag' || github.ref_name == '${ci.branch}')`,
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
          command(
            [...bakeCommandOf(stack), "--push"],
            [
              '--set "*.platform=$PLATFORM"',
              '--set "*.no-cache=$NO_CACHE"',
              ...images.map(({ repository, target }) => `--set "${target}.tags=${repository}:$GIT_REVISION-$ARCH"`),
            ],
          ),
        ].join("\n"),
      },
    ],
  };
}

function release({ ci, images, stack }: Pipeline): yaml.YamlMap {
  const parts = nativePlatforms(stack.images.platforms).map(({ arch }) => `"$REPOSITORY:$GIT_REVISION-${arch}"`);
  const signed = `${expression("matrix.repository")}@${expression("steps.image.outputs.digest")}`;
  return {
    name: `Publish ${expression("matrix.repository")}`,
    needs: ["build"],
    strategy: { "fail-fast": false, matrix: { repository: images.map(({ repository }) => repository) } },
    "runs-on": runner,
    "timeout-minutes": 20,
    permissions: {
      contents: "read",
      "id-token": yaml.remarked("write", "signs in the name of this workflow"),
      packages: yaml.remarked("write", "pushes tags and signatures"),
      "security-events": yaml.remarked("write", "shows what the scanner found"),
    },
    env: {
      GIT_REVISION: expression("github.sha"),
      REPOSITORY: expression("matrix.repository"),
      REF_NAME: expression("github.ref_name"),
    },
    steps: [
      ...login(images, false),
      {
        name: "One image of all platforms",
        id: "image",
        run: [
          command(["docker", "buildx", "imagetools", "create", "--tag"], ['"$REPOSITORY:$GIT_REVISION"', ...parts]),
          `digest=$(docker buildx imagetools inspect "$REPOSITORY:$GIT_REVISION" --format '{{.Manifest.Digest}}')`,
          'echo "digest=$digest" >> "$GITHUB_OUTPUT"',
        ].join("\n"),
      },
      {
        name: "Known faults that a newer package mends",
        uses: action(ci, "aquasecurity/trivy-action"),
        with: {
          "image-ref": signed,
          format: "sarif",
          output: "trivy.sarif",
          severity: "HIGH,CRITICAL",
          "ignore-unfixed": true,
          "limit-severities-for-sarif": true,
          "exit-code": "1",
        },
      },
      uploaded(ci, "trivy"),
      { uses: action(ci, "sigstore/cosign-installer") },
      {
        name: "Sign",
        env: { IMAGE: signed },
        run: 'cosign sign --yes "$IMAGE"',
      },
      {
        name: "Tag what may be run",
        env: { IMAGE: signed },
        run: 'docker buildx imagetools create --tag "$REPOSITORY:$REF_NAME" "$IMAGE"',
      },
    ],
  };
}

const version = "${{ github.ref_type == 'tag' && github.ref_name || github.sha }}";

/** Text with expressions in it, turn by turn: `${{ a }}` `-` `${{ b }}`. */
function expression(first: string, ...more: readonly string[]): string {
  const [text, second] = more;
  return `\${{ ${first} }}${text === undefined ? "" : `${text}\${{ ${second} }}`}`;
}

const set = (override: string): string => `--set ${shell.quote(override)}`;

/** A command with an argument on each further line. */
const command = (words: readonly string[], rest: readonly string[]): string =>
  [words.map(shell.quote).join(" "), ...rest].join(" \\\n  ");

function action({ actions: own }: Ci, name: string, path = ""): yaml.Remarked {
  const [commit, release] = own[name]?.split(" ") ?? [];
  const pinned = actions[name];
  return yaml.remarked(`${name}${path}@${commit ?? pinned?.commit}`, release ?? pinned?.version ?? "");
}

const checkout = (ci: Ci): yaml.YamlMap => ({
  uses: action(ci, "actions/checkout"),
  with: { "persist-credentials": false },
});

const prepared = (ci: Ci): yaml.YamlMap[] => [
  checkout(ci),
  { uses: action(ci, "actions/setup-node"), with: { "node-version": ci.node, "package-manager-cache": false } },
  { run: ci.install },
];

/** A repository that is private shows findings only where it has code scanning. */
const uploaded = (ci: Ci, name: string): yaml.YamlMap => ({
  name: "Show what was found",
  if: [
    "!cancelled()",
    `hashFiles('${name}.sarif') != ''`,
    "github.event.pull_request.head.repo.fork != true",
    "(github.event.repository.private != true || vars.CODE_SCANNING == 'true')",
  ].join(" && "),
  uses: action(ci, "github/codeql-action", "/upload-sarif"),
  with: { sarif_file: `${name}.sarif`, category: name },
});

/** Whoever comes from a fork has no secrets, and needs none to read what is public. */
function login(images: readonly Published[], maybe: boolean): yaml.YamlMap[] {
  const [first] = images;
  if (first === undefined) return [];
  const registry = registryOf(first.repository);
  const own = registry === "ghcr.io";
  return [
    {
      name: `Log in to ${registry}`,
      ...(maybe && !own && { if: "github.event.pull_request.head.repo.fork != true" }),
      env: {
        REGISTRY_USER: own ? expression("github.actor") : expression("secrets.REGISTRY_USER"),
        REGISTRY_TOKEN: own ? expression("secrets.GITHUB_TOKEN") : expression("secrets.REGISTRY_TOKEN"),
      },
      run: `printf %s "$REGISTRY_TOKEN" | docker login --username "$REGISTRY_USER" --password-stdin ${registry}`,
    },
  ];
}
