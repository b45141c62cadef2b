import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { VariableDeclaration } from "../schema/variable";
import type { Shapes } from "./code";

type Variables = NonNullable<ServiceShape["variables"]>;

/**
 * The shapes where a URL that was put together from facts of a service is taken whole, where that service is known by its
 * URL alone: without the parts, in the scheme of its reader, and waited for by the host and port that it names.
 */
export const withWholeUrls = (shapes: Shapes): Shapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      targets(shapes).reduce((changed, target) => withWhole(changed, target, shapes[target]!), shape),
    ]),
  );

const targets = (shapes: Shapes): string[] => Object.keys(shapes).filter((name) => shapes[name]?.external === "url");

function withWhole(shape: ServiceShape, target: string, { facts = {}, port = 0 }: ServiceShape): ServiceShape {
  const variables = shape.variables ?? {};
  const urls = urlsOf(variables, target);
  if (urls.length === 0) return shape;
  const gone = new Set(urls.flatMap(([, { url }]) => (url === undefined ? [] : partsOf(url, variables, target))));
  const first = urls[0]![0];
  return {
    ...shape,
    variables: {
      ...Object.fromEntries(Object.entries(variables).filter(([name]) => !gone.has(name))),
      ...Object.fromEntries(urls.map(([name, declared]) => [name, whole(declared, target, facts)])),
    },
    ...(shape.waits !== undefined && {
      waits: shape.waits.map((wait) =>
        "host" in wait && gone.has(wait.host) ? { url: first, otherwise: port } : wait,
      ),
    }),
  };
}

const urlsOf = (variables: Variables, target: string): [string, VariableDeclaration][] =>
  Object.entries(variables).flatMap(([name, declared]) =>
    typeof declared !== "string" && declared.url !== undefined && isOf(declared, target) ? [[name, declared]] : [],
  );

const isOf = (declared: Variables[string] | undefined, target: string): boolean =>
  typeof declared === "object" && declared.from?.split(":")[0] === target;

const partsOf = (
  { host, password, path, port, user }: NonNullable<VariableDeclaration["url"]>,
  variables: Variables,
  target: string,
): string[] =>
  [host, password, path, port, user].flatMap((name) => (isOf(variables[name ?? ""], target) ? [name!] : []));

function whole(
  { from = "", map, purpose, readers }: VariableDeclaration,
  target: string,
  facts: NonNullable<ServiceShape["facts"]>,
): VariableDeclaration {
  const fact = facts[from.slice(target.length + 1)];
  // a provider's scheme may say more than ours, such as that there is TLS
  const scheme = map !== undefined && typeof fact === "string" ? (map[fact] ?? "") : "";
  return {
    ...(purpose !== undefined && { purpose }),
    kind: "secret",
    from: `${target}:url`,
    spelled: { scheme },
    ...(readers !== undefined && { readers }),
  };
}

/** Who takes parts of a URL that nobody takes apart, told once for each service that is taken apart. */
export function takenApart(name: string, { named = [], variables = {} }: ServiceShape, shapes: Shapes): Problem[] {
  return targets(shapes).flatMap((target) => {
    const apart = Object.keys(variables).filter((variable) => takesPart(variables[variable], target));
    if (apart.length === 0) return [];
    const place = named.find(({ service }) => service === target)?.at ?? ["variables", apart[0]!];
    const url = "a URL of its own: `databaseUrl` of a preset, or a variable with";
    return [
      {
        at: ["services", name, ...place],
        found: `${apart.map((each) => `\`${each}\``).join(", ")}, parts of \`${target}\`, which is known by its URL alone`,
        expected: `${url} \`from: "${target}:url"\`; or \`external: true\`, which asks for the parts`,
      },
    ];
  });
}

const parts: ReadonlySet<string> = new Set(["host", "name", "password", "port", "user"]);

const takesPart = (declared: Variables[string] | undefined, target: string): boolean =>
  typeof declared === "object" &&
  declared.optional !== true &&
  isOf(declared, target) &&
  parts.has(declared.from!.slice(target.length + 1));

/** What was told of it already. */
export const withoutParts = (shape: ServiceShape, shapes: Shapes): ServiceShape => ({
  ...shape,
  ...(shape.variables !== undefined && {
    variables: Object.fromEntries(
      Object.entries(shape.variables).filter(
        ([, declared]) => !targets(shapes).some((target) => takesPart(declared, target)),
      ),
    ),
  }),
});
