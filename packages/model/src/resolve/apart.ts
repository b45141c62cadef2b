import { isDeepStrictEqual } from "node:util";
import type { Image, Stack } from "../stack";

type Built = Extract<Image, { kind: "built" }>;

/**
 * A tag names one image: what another environment builds otherwise than production has its name besides, so that neither
 * takes the other one's for its own. What is the same is one image, under as many tags as there are environments.
 */
export function apart(stacks: readonly Stack[]): Stack[] {
  const released = stacks.filter(({ mode }) => mode === "production");
  const main = released.find(({ environment }) => environment === "production") ?? released[0];
  const inOrder = main === undefined ? [] : [main, ...released];
  return stacks.map((stack) => ({
    ...stack,
    services: stack.services.map((service) => {
      const { image } = service;
      if (image.kind !== "built") return service;
      const first = inOrder.find((each) => builtBy(image.build, each) !== undefined);
      if (first === undefined || isSame(image.build, stack, first)) return service;
      const own = (repository: string): string => `${repository}-${stack.environment}`;
      return { ...service, image: { ...image, repository: own(image.repository), also: image.also.map(own) } };
    }),
  }));
}

/** Whether two environments build the same, also of what it copies from. Development's sources are those of the moment. */
function isSame(build: string, a: Stack, b: Stack): boolean {
  if (a.mode !== b.mode) return false;
  const [one, other] = [a, b].map((stack) => builtBy(build, stack));
  if (one === undefined || other === undefined) return false;
  return (
    isDeepStrictEqual({ ...one, tag: "" }, { ...other, tag: "" }) && one.contexts.every((each) => isSame(each, a, b))
  );
}

const builtBy = (build: string, { services }: Stack): Built | undefined =>
  services.flatMap(({ image }) => (image.kind === "built" && image.owner && image.build === build ? [image] : []))[0];
