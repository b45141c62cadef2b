import { baseOf, type Stack } from "@quaywright/model";
import { endOfLife, sayEnd } from "@quaywright/versions";

/** An image that a service runs, or is made from. */
export interface Base {
  /** Place in the declaration. */
  readonly at: string;
  /** As Docker Hub has it: `python:3.13-slim-trixie`. */
  readonly reference: string;
}

/** The images of all services, each once. */
export function basesOf(stacks: readonly Stack[]): readonly Base[] {
  const all = stacks.flatMap(({ builds, images, services }) => [
    ...services.flatMap(({ image, name }) =>
      image.kind === "pulled"
        ? [{ at: `services.${name}`, reference: unmirrored(image.reference, images.mirror) }]
        : [],
    ),
    ...builds.flatMap((build) =>
      build.stages.map((stage) => ({
        at: `services.${build.name}`,
        reference: unmirrored(baseOf(build, stage.name), images.mirror),
      })),
    ),
  ]);
  return [...new Map(all.map((base) => [`${base.at} ${base.reference}`, base])).values()];
}

/** What of them is without support on a day, as sentences for whoever declared it. */
export const endedOn = (today: string, bases: readonly Base[]): string[] =>
  bases.flatMap(({ at, reference }) => {
    const [, name = "", tag = ""] = /^(?:docker\.io\/)?(?:library\/)?([^:@]+):([^@]+)/.exec(reference) ?? [];
    return endOfLife(name, tag)
      .filter(({ day }) => day < today)
      .map((end) => `At ${at}: \`${reference}\`: ${sayEnd(end, today)}.`);
  });

const unmirrored = (reference: string, mirror: string | undefined): string =>
  mirror !== undefined && reference.startsWith(`${mirror}/`)
    ? reference.slice(mirror.length + 1).replace(/^library\//, "")
    : reference;
