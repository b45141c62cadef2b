import type { Problem } from "../problem";
import type { Forward } from "../stack";
import type { Shapes } from "./code";

/** The shapes where a service reaches those whom it believes to be on its own host. */
export const withLocalhost = (shapes: Shapes): Shapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      if (shape.localhost === undefined) return [name, shape];
      const others = Object.values(shape.localhost).map((to) => to.split(":")[0]!);
      return [name, { ...shape, reaches: [...new Set([...(shape.reaches ?? []), ...others])] }];
    }),
  );

/** Port by port who answers on `localhost` of a service: where no port is named, the one that the other listens on. */
export const forwardsOf = ({ localhost = {} }: Shapes[string], shapes: Shapes): Forward[] =>
  Object.entries(localhost).map(([port, to]) => {
    const [host = "", target] = to.split(":");
    return { port: Number(port), host, target: Number(target ?? shapes[host]?.port ?? port) };
  });

/** Ports of `localhost` that nothing could lead on: the image has no entrypoint of ours, or neither Python nor Node.js. */
export function brokenLocalhost(service: string, shape: Shapes[string], shapes: Shapes): Problem[] {
  if (shape.localhost === undefined) return [];
  const at = ["services", service, "localhost"];
  const external = Object.entries(shape.localhost).flatMap(([port, to]): Problem[] => {
    const [other = ""] = to.split(":");
    if (shapes[other]?.external !== true) return [];
    const expected = "a variable with its address, which whoever runs the stack sets";
    return [{ at: [...at, port], found: `\`${other}\`, which runs elsewhere`, expected }];
  });
  const stages = (shape.build?.stages ?? []).filter(({ entrypoint }) => entrypoint !== undefined);
  if (stages.some(({ client }) => client === "python" || client === "node")) return external;
  const found = shape.build === undefined ? "an image that is pulled" : "an image without Python or Node.js";
  const why = "What leads the ports on starts beside the process, by the entrypoint.";
  return [
    ...external,
    { at, found, expected: "an image that is built, with an `entrypoint` and the `client` python or node", why },
  ];
}
