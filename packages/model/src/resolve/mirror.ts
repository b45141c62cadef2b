import type { BuildDeclaration, BuildStage, BuildText } from "../schema/build";

/**
 * The name of an image as a mirror of Docker Hub has it. Images of other registries stay:
 * https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed
 */
export function mirrored(reference: string, mirror: string | undefined): string {
  if (mirror === undefined) return reference;
  const [first = "", ...rest] = reference.split("/");
  const own = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (own && first !== "docker.io") return reference;
  const name = own ? rest.join("/") : reference;
  return `${mirror}/${name.includes("/") ? name : `library/${name}`}`;
}

/** Stages whose images come from a mirror. What names another stage or a sibling's image stays. */
export function mirroredStages(
  stages: BuildDeclaration["stages"],
  /** Names of contexts. */
  beside: readonly string[],
  mirror: string | undefined,
): BuildStage[] {
  const names = new Set([...stages.map(({ name }) => name), ...beside, "scratch"]);
  const one = (from: string): string => (names.has(from) ? from : mirrored(from, mirror));
  const text = (from: BuildText): BuildText => {
    if (typeof from === "string") return one(from);
    const [first, ...rest] = from;
    return typeof first === "string" ? [one(first), ...rest] : from;
  };
  return stages.map((stage) => ({
    ...stage,
    from: text(stage.from),
    ...(stage.steps !== undefined && {
      steps: stage.steps.map((step) =>
        step.kind === "copy"
          ? { ...step, ...(step.from !== undefined && { from: one(step.from) }) }
          : {
              ...step,
              ...(step.binds !== undefined && {
                binds: step.binds.map((bind) => (bind.from === undefined ? bind : { ...bind, from: one(bind.from) })),
              }),
            },
      ),
    }),
  }));
}
