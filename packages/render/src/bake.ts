import type { Build, Image, Stack, Variable } from "@quaywright/model";
import { hcl } from "@quaywright/syntax";
import { marker } from "./marker";

type Built = Extract<Image, { kind: "built" }>;

/** An image of one environment, as a target of bake. */
interface Target {
  readonly name: string;
  readonly build: Build;
  readonly image: Built;
  readonly stack: Stack;
}

const { attribute, blank, block, comment, isSet, or, ref, template, when } = hcl;

/**
 * What `docker buildx bake` builds: each image of an environment like production once, by the service that owns it.
 * Undefined where there is none. https://docs.docker.com/build/bake/reference/
 */
export function renderBake(stacks: readonly Stack[]): string | undefined {
  const released = stacks.filter(({ mode }) => mode === "production");
  const main = released.find(({ environment }) => environment === "production") ?? released[0];
  const targets = released.flatMap((stack) => targetsOf(stack, stack === main));
  if (main === undefined || targets.length === 0) return undefined;
  return hcl.print([
    comment(marker),
    comment(
      `docker buildx bake --file ${main.files.bake} builds the images; IMAGE_TAG names them, as it does for Compose.`,
    ),
    comment(`RELEASE=true docker buildx bake --file ${main.files.bake} --push releases them.`),
    ...variables(targets).flatMap((node) => [blank, node]),
    ...groups(released, targets).flatMap((node) => [blank, node]),
    blank,
    shared(main),
    ...targets.flatMap((target) => [blank, renderTarget(target, targets)]),
  ]);
}

function targetsOf(stack: Stack, isMain: boolean): Target[] {
  return stack.services.flatMap(({ image, name }) => {
    const build = stack.builds.find((each) => each.name === name);
    if (image.kind !== "built" || !image.owner || build === undefined) return [];
    return [{ name: isMain ? name : `${name}-${stack.environment}`, build, image, stack }];
  });
}

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

/** One for each environment, where there are several. */
function groups(stacks: readonly Stack[], targets: readonly Target[]): hcl.Node[] {
  const namesOf = (stack: Stack | undefined) =>
    targets
      .filter((target) => target.stack === stack)
      .map(({ name }) => name)
      .sort();
  const group = (name: string, names: readonly string[]) => block("group", [name], [attribute("targets", names)]);
  const main = targets.find(({ build, name }) => build.name === name)?.stack;
  const others = stacks.filter((stack) => stack !== main);
  return [group("default", namesOf(main)), ...others.map((stack) => group(stack.environment, namesOf(stack)))];
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
      attribute("attest", when("RELEASE", ["type=provenance,mode=max", "type=sbom"], [])),
    ],
  );

function renderTarget({ build, image, name, stack }: Target, targets: readonly Target[]): hcl.Node {
  const values = image.arguments.flatMap(argument);
  const siblings = image.contexts.flatMap((service): [string, string][] => {
    const sibling = targets.find((each) => each.stack === stack && each.build.name === service);
    return sibling === undefined ? [] : [[service, `target:${sibling.name}`]];
  });
  return block(
    "target",
    [name],
    [
      attribute("inherits", ["_image"]),
      attribute("description", build.title),
      attribute("dockerfile", image.dockerfile),
      attribute("target", image.target),
      attribute("tags", [template(`${image.repository}:`, or("IMAGE_TAG", image.tag))]),
      ...(values.length > 0 ? [attribute("args", new Map(values))] : []),
      ...(siblings.length > 0 ? [attribute("contexts", new Map(siblings))] : []),
      ...(stack.images.registry === undefined ? [] : caches(image.repository)),
    ],
  );
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
  if (source.kind === "url") return [];
  return [[name, source.kind === "input" ? ref(source.input.name) : source.value]];
}
