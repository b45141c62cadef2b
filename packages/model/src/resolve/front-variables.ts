import type { Mode } from "../environment";
import type { ServiceShape } from "../schema/service";
import type { VariableDeclaration } from "../schema/variable";
import type { Front } from "../stack";
import type { Shapes } from "./code";
import { schemeOf, trustedBy } from "./front";

/** The shapes with a value for each variable that follows from who ends TLS. */
export const withFronts = (shapes: Shapes, mode: Mode): Shapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      followers(shape).length === 0 ? shape : { ...shape, variables: settled(name, shape, shapes, mode) },
    ]),
  );

function settled(name: string, { variables = {} }: ServiceShape, shapes: Shapes, mode: Mode) {
  const scheme = schemeOf(name, shapes, mode);
  return Object.fromEntries(
    Object.entries(variables).map(([variable, declared]) => {
      if (typeof declared === "string" || declared.front === undefined) return [variable, declared];
      const value = declared.front === "trusted" ? trustedBy(name, shapes, mode).join(",") : valueFor(declared, scheme);
      return [variable, value === undefined ? declared : { ...declared, value: declared.value ?? value }];
    }),
  );
}

/** What a variable is to be where browsers ask by that scheme. */
export const valueFor = ({ front }: VariableDeclaration, scheme: Front["scheme"]): string | undefined =>
  typeof front === "object" ? front[scheme] : undefined;

/** The variables of a service that follow from who ends TLS. */
export const followers = ({ variables = {} }: ServiceShape): [string, VariableDeclaration][] =>
  Object.entries(variables).flatMap(([name, declared]): [string, VariableDeclaration][] =>
    typeof declared === "string" || declared.front === undefined ? [] : [[name, declared]],
  );
