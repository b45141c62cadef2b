import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";

/** A service needs code from one place. */
export function withoutCode(name: string, { build, image, of }: ServiceShape): Problem[] {
  const given = [build !== undefined && "build", image !== undefined && "image", of !== undefined && "of"].filter(
    Boolean,
  );
  if (given.length === 1) return [];
  const found = given.length === 0 ? "a service without code" : given.map((key) => `\`${String(key)}\``).join(" and ");
  return [{ at: ["services", name], found, expected: "one of `build`, `image`, `of`" }];
}

/** Several of what there can be but one. */
export function severalOfOne(name: string, { replicas = 1, singleBecause }: ServiceShape): Problem[] {
  if (singleBecause === undefined || replicas <= 1) return [];
  return [{ at: ["services", name, "replicas"], found: `${replicas} replicas`, expected: "one", why: singleBecause }];
}

/** A stage that the build does not have; of a build with mistakes, which has none here, nothing is known. */
export function brokenTarget(name: string, { build, of, target }: ServiceShape): Problem[] {
  if (target === undefined || (build === undefined && of !== undefined)) return [];
  const stages = build?.stages.map((stage) => stage.name) ?? [];
  if (build !== undefined && (stages.length === 0 || stages.includes(target))) return [];
  const suggestion = nearest(target, stages);
  return [
    {
      at: ["services", name, "target"],
      found: `stage \`${target}\``,
      expected:
        build === undefined ? "a service that is built" : `one of ${stages.map((each) => `\`${each}\``).join(", ")}`,
      ...(suggestion !== undefined && { suggestion }),
    },
  ];
}

/** Environments of a service that the stack does not have. */
export function unknownEnvironments(
  services: Readonly<Record<string, ServiceShape>>,
  names: ReadonlySet<string>,
): Problem[] {
  return Object.entries(services).flatMap(([service, { environments = [] }]) =>
    environments.flatMap((environment, index) =>
      names.has(environment)
        ? []
        : [
            {
              at: ["services", service, "environments", index],
              found: `environment \`${environment}\``,
              expected: `one of ${[...names].map((name) => `\`${name}\``).join(", ")}`,
            },
          ],
    ),
  );
}

/** An object with environments' names for keys is a value for each: a service with such a name would be taken for one. */
export const namedLikeAnEnvironment = (name: string): Problem => ({
  at: ["services", name],
  found: `service \`${name}\`, the name of an environment`,
  expected: "another name",
  why: "An object with environments' names for keys is a value for each environment.",
});
