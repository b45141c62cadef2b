import { isDeepStrictEqual } from "node:util";
import type { Build, Image, Stack, Variable } from "@quaywright/model";
import { hcl } from "@quaywright/syntax";
import { marker } from "./marker";

type Built = Extract<Image, { kind: "built" }>;

/** An image as a target of bake. */
interface Target {
  readonly name: string;
  readonly build: Build;
  readonly image: Built;
  /** The environments that have this very image, first the one whose name it has. */
  readonly stacks: readonly Stack[];
}

const { attribute, blank, block, comment, isSet, or, ref, template, when } = hcl;

/**
 * What `docker buildx bake` builds: each image of an environment like production once, by the service that owns it.
 * Undefined where there is none. https://docs.docker.com/build/bake/reference/
 */
export function renderBake(stacks: readonly Stack[]): string | undefined {
  const released = stacks.filter(({ mode }) => mode === "production");
  const main = released.find(({ environment }) => environment === "production") ?? released[0];
  const targets = main === undefined ? [] : targetsOf([main, ...released.filter((stack) => stack !== main)]);
  if (main === undefined || targets.length === 0) return undefined;
  return hcl.print([
    comment(marker),
    comment(
      `docker buildx bake --file ${main.files.bake} builds the images; IMAGE_TAG names them, as it does for Compose.`,
    ),
    comment(`RELEASE=true docker buildx bake --file ${main.files.bake} --push releases them.`),
    ...variables(targets).flatMap((node) => [blank, node]),
    ...groups(targets).flatMap((node) => [blank, node]),
    blank,
    shared(main),
    ...targets.flatMap((target) => [blank, renderTarget(target, targets)]),
  ]);
}

/** An environment whose image is built as that of the first one has that one's, under one more tag. */
function targetsOf(stacks: readonly Stack[]): Target[] {
  const targets = new Map<string, Target>();
  for (const stack of stacks) {
    for (const { image, name } of stack.services) {
      const build = stack.builds.find((each) => each.name === name);
      if (image.kind !== "built" || !image.owner || build === undefined) continue;
      const found = targets.get(name);
      if (found !== undefined && isSame(name, stack, found.stacks[0]!)) {
        targets.set(name, { ...found, stacks: [...found.stacks, stack] });
      } else {
        const own = found === undefined ? name : `${name}-${stack.environment}`;
        targets.set(own, { name: own, build, image, stacks: [stack] });
      }
    }
  }
  return [...targets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether two environments build the same, also of what it copies from. */
function isSame(name: string, a: Stack, b: Stack): boolean {
  const [one, other] = [a, b].map((stack) => stack.services.find((service) => service.name === name)?.image);
  if (one?.kind !== "built" || other?.kind !== "built") return false;
  return (
    isDeepStrictEqual({ ...one, tag: "" }, { ...other, tag: "" }) && one.contexts.every((each) => isSame(each, a, b))
  );
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

/** The images of each environment; what is built unasked are those of the first one. */
function groups(targets: readonly Target[]): hcl.Node[] {
  const stacks = [...new Set(targets.flatMap((target) => target.stacks))];
  const [main] = targets.find(({ build, name }) => build.name === name)?.stacks ?? [];
  return stacks.map((stack) => {
    const names = targets.filter((target) => target.stacks.includes(stack)).map(({ name }) => name);
    return block("group", [stack === main ? "default" : stack.environment], [attribute("targets", names)]);
  });
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

function renderTarget({ build, image, name, stacks }: Target, targets: readonly Target[]): hcl.Node {
  const stack = stacks[0]!;
  const values = image.arguments.flatMap(argument);
  const siblings = image.contexts.flatMap((service): [string, string][] => {
    const sibling = targets.find((each) => each.stacks.includes(stack) && each.build.name === service);
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
      attribute(
        "tags",
        stacks.map(({ environment }) => template(`${image.repository}:`, or("IMAGE_TAG", environment))),
      ),
      ...(values.length > 0 ? [attribute("args", new Map(values))] : []),
      ...(image.secrets.length > 0
        ? [
            attribute(
              "secret",
              image.secrets.map((id) => secret(id, stack)),
            ),
          ]
        : []),
      ...(siblings.length > 0 ? [attribute("contexts", new Map(siblings))] : []),
      ...(stack.images.registry === undefined ? [] : caches(image.repository)),
    ],
  );
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
  if (source.kind === "url") return [];
  return [[name, source.kind === "input" ? ref(source.input.name) : source.value]];
}
