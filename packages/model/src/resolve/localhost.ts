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
