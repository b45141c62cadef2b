import { posix } from "node:path";
import { bakeCommandOf, mirrored, type Stack, type Variable } from "@quaywright/model";
import { hcl } from "@quaywright/syntax";
import { bakeTargets, mainOf, type Target } from "./bake-targets";
import { marker } from "./marker";

const { attribute, blank, block, comment, isSet, or, ref, template, when } = hcl;

/**
 * What `docker buildx bake` builds: each image of an environment like production once, by the service that owns it.
 * Undefined where there is none. https://docs.docker.com/build/bake/reference/
 */
export function renderBake(stacks: readonly Stack[]): string | undefined {
  const byName = bakeTargets(stacks);
  const targets = [...byName.values()];
  const main = mainOf(targets);
  if (main === undefined) return undefined;
  const command = bakeCommandOf(main).join(" ");
  return hcl.print([
    comment(marker),
    comment(`${command} builds the images; IMAGE_TAG names them, as it does for Compose.`),
    comment(`RELEASE=true ${command} --push releases them.`),
    ...variables(targets).flatMap((node) => [blank, node]),
    ...groups(targets).flatMap((node) => [blank, node]),
    ...testGroup(targets).flatMap((node) => [blank, node]),
    blank,
    shared(main),
    ...targets.flatMap((target) => [
      blank,
      renderTarget(target, byName),
      ...testTarget(target).flatMap((node) => [blank, node]),
    ]),
  ]);
}

/** What the file says of some of its targets. */
export const bakeTextOf = (main: Stack, own: readonly Target[], targets: ReadonlyMap<string, Target>): string =>
  hcl.print([shared(main), ...own.map((target) => renderTarget(target, targets)), ...variables(own)]);

function variables(targets: readonly Target[]): hcl.Node[] {
  const inputs = new Map(
    targets
      .flatMap(({ image }) => image.arguments)
      .flatMap(({ source }) => (source.kind === "input" ? [[source.input.name, source.input] as const] : [])),
  );
  return [
    variable("IMAGE_TAG", "Tag of every image. Default: the name of its environment."),
    block(
      "variable",
      ["RELEASE"],
      [
        attribute("type", ref("bool")),
        attribute("default", false),
        attribute("description", "For every platform, with provenance, SBOM and a cache in the registry."),
      ],
    ),
    variable("CACHE_TAG", "Tag of the caches in the registry: one for each builder that writes them.", "buildcache"),
    variable("GIT_REVISION", "The commit that is built, for a label."),
    variable("GIT_TIME", "When it was made, as in RFC 3339, for a label."),
    variable("GIT_SOURCE", "Where its sources are to be found, for a label."),
    ...[...inputs.values()].map(({ default: fallback, name, purpose = "", required }) =>
      variable(name, purpose, fallback ?? "", required && fallback === undefined),
    ),
  ];
}

const variable = (name: string, description: string, fallback = "", required = false): hcl.Node =>
  block(
    "variable",
    [name],
    [
      attribute("default", fallback),
      ...(description === "" ? [] : [attribute("description", description)]),
      ...(required
        ? [
            block(
              "validation",
              [],
              [attribute("condition", isSet(name)), attribute("error_message", `${name} has to be set.`)],
            ),
          ]
        : []),
    ],
  );

/** The images of each environment; what is built unasked are those of the first one. */
function groups(targets: readonly Target[]): hcl.Node[] {
  const stacks = [...new Set(targets.flatMap((target) => target.stacks))];
  const main = mainOf(targets);
  return stacks.map((stack) => {
    const names = targets.filter((target) => target.stacks.includes(stack)).map(({ name }) => name);
    return block("group", [stack === main ? "default" : stack.environment], [attribute("targets", names)]);
  });
}

const isTested = ({ build, stacks }: Target, main: Stack | undefined): boolean =>
  main !== undefined && stacks.includes(main) && build.stages.some(({ name }) => name === "test");

/** The images that hold the code which tests. */
function testGroup(targets: readonly Target[]): hcl.Node[] {
  const tested = targets.filter((target) => isTested(target, mainOf(targets)));
  return tested.length === 0 ? [] : [block("group", ["test"], [attribute("targets", tested.map(testName))])];
}

const testName = ({ name }: Target): string => `${name}-test`;

function testTarget(target: Target): hcl.Node[] {
  const [stack] = target.stacks;
  if (stack === undefined || target.build.name !== target.name || !isTested(target, stack)) return [];
  const { image, name } = target;
  return [
    block(
      "target",
      [testName(target)],
      [
        attribute("inherits", [name]),
        attribute("description", `${target.build.title}, with the code that tests it`),
        attribute("target", "test"),
        attribute("tags", [template(`${image.repository}-test:`, or("IMAGE_TAG", stack.environment))]),
        attribute("platforms", []),
        attribute("attest", []),
        attribute("cache-to", []),
      ],
    ),
  ];
}

const label = "org.opencontainers.image";

/** What all images have alike; their titles are in their Dockerfiles. */
const shared = ({ images }: Stack): hcl.Node =>
  block(
    "target",
    ["_image"],
    [
      attribute("context", "."),
      attribute(
        "labels",
        new Map<string, hcl.Value>([
          [`${label}.created`, or("GIT_TIME")],
          [`${label}.revision`, or("GIT_REVISION")],
          [`${label}.source`, or("GIT_SOURCE")],
          [`${label}.version`, or("IMAGE_TAG")],
        ]),
      ),
      attribute("platforms", when("RELEASE", images.platforms, [])),
      attribute("attest", when("RELEASE", ["type=provenance,mode=max", sbom(images)], [])),
    ],
  );

/** The scanner is an image of Docker Hub: https://docs.docker.com/build/metadata/attestations/sbom/ */
const sbom = ({ mirror }: Stack["images"]): string =>
  mirror === undefined
    ? "type=sbom"
    : `type=sbom,generator=${mirrored("docker/buildkit-syft-scanner:stable-1", mirror)}`;

function renderTarget({ build, image, name, stacks }: Target, targets: ReadonlyMap<string, Target>): hcl.Node {
  const stack = stacks[0]!;
  const values = image.arguments.flatMap(argument);
  const siblings = image.contexts.flatMap((service): [string, string][] => {
    const sibling = [targets.get(`${service}-${stack.environment}`), targets.get(service)].find(
      (each) => each?.build.name === service && each.stacks.includes(stack),
    );
    return sibling === undefined ? [] : [[service, `target:${sibling.name}`]];
  });
  const contexts = [...siblings, ...Object.entries(image.outside)];
  return block(
    "target",
    [name],
    [
      attribute("inherits", ["_image"]),
      attribute("description", build.title),
      ...(image.context === "." ? [] : [attribute("context", image.context)]),
      attribute("dockerfile", posix.relative(image.context, image.dockerfile)),
      ...(image.target === undefined ? [] : [attribute("target", image.target)]),
      attribute("tags", tagsOf(image, stacks)),
      ...(values.length > 0 ? [attribute("args", new Map(values))] : []),
      ...(image.secrets.length > 0
        ? [
            attribute(
              "secret",
              image.secrets.map((id) => secret(id, stack)),
            ),
          ]
        : []),
      ...(contexts.length > 0 ? [attribute("contexts", new Map(contexts))] : []),
      ...(stack.images.registry === undefined ? [] : caches(image.repository)),
    ],
  );
}

/** In further registries there are releases alone. */
function tagsOf({ also, repository }: Target["image"], stacks: readonly Stack[]): hcl.Value {
  const named = (names: readonly string[]) =>
    stacks.flatMap(({ environment }) => names.map((name) => template(`${name}:`, or("IMAGE_TAG", environment))));
  return also.length === 0 ? named([repository]) : when("RELEASE", named([repository, ...also]), named([repository]));
}

/** A secret is mounted while it is read: from its file, or in development's way from a variable. */
function secret(id: string, { inputs }: Stack): string {
  const input = inputs.find(({ name }) => name.toLowerCase() === id);
  return input?.file === undefined
    ? `type=env,id=${id},env=${input?.name ?? id}`
    : `type=file,id=${id},src=${input.file}`;
}

/** A registry that does not take the cache is no reason not to have the image. */
const caches = (repository: string): hcl.Node[] => [
  attribute("cache-from", when("RELEASE", [cache(repository, "")], [])),
  attribute("cache-to", when("RELEASE", [cache(repository, ",mode=max,ignore-error=true")], [])),
];

const cache = (repository: string, options: string): hcl.Expression =>
  template(`type=registry,ref=${repository}:`, ref("CACHE_TAG"), options);

/** A value that is set where images are built has a variable of bake; bake reads no `.env`. */
function argument({ name, source }: Variable): [string, hcl.Value][] {
  if (source.kind === "url" || source.kind === "template") return [];
  return [[name, source.kind === "input" ? ref(source.input.name) : source.value]];
}
