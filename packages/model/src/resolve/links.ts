import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { VariableDeclaration } from "../schema/variable";
import { addressVariable } from "./addressed";
import type { Shapes } from "./code";
import { isElsewhere } from "./external";
import { factsOf } from "./facts";
import { takenBy } from "./routes";

/** What is known of the services when their links are looked at. */
export interface LinkContext {
  /** The services of this environment, with what they take over from one another. */
  readonly shapes: Shapes;
  /** Names of the services of all environments. */
  readonly all: readonly string[];
  /** Services with mistakes of their own, of which nothing but the name is known. */
  readonly suspects: ReadonlySet<string>;
}

/** A place that names a service, and what must be true of that service. */
interface Link {
  readonly at: Problem["at"];
  readonly target: string;
  /** Sets of files of that service that it names. */
  readonly files?: readonly string[];
  readonly check?: (at: Problem["at"], target: string) => Problem[];
}

/** Every name of a service that names none, or not what is needed of it; each wrong name once for its service. */
export function brokenLinks(declared: Shapes, context: LinkContext): Problem[] {
  return Object.entries(declared).flatMap(([name, shape]) => {
    const told = new Set<string>();
    return linksOf(name, shape, context).flatMap(({ at, target, files = [], check }) => {
      const names = files.map((set) => `${target}:${set}`);
      if ([target, ...names].some((each) => told.has(each))) return [];
      const unknown = unknownService(name, at, target, context);
      if (unknown !== undefined) told.add(target);
      if (unknown !== undefined) return [unknown];
      const broken = context.suspects.has(target) ? [] : (check?.(at, target) ?? []);
      if (broken.length > 0) for (const each of names) told.add(each);
      return broken;
    });
  });
}

function linksOf(service: string, shape: ServiceShape, { shapes }: LinkContext): Link[] {
  const at = (...rest: (string | number)[]) => ["services", service, ...rest];
  return [
    ...(shape.named ?? []).map(
      ({ files = [], service: target, ...named }): Link => ({
        at: at(...named.at),
        target,
        files,
        check: (place) => files.flatMap((set) => brokenRoute(place, target, set, shapes)).slice(0, 1),
      }),
    ),
    ...(shape.of === undefined
      ? []
      : [{ at: at("of"), target: shape.of, check: (place: Problem["at"]) => borrowed(place, shape.of!, shapes) }]),
    ...(shape.needs ?? []).map((target, index) => ({ at: at("needs", index), target })),
    ...(shape.reaches ?? []).map((target, index) => ({ at: at("reaches", index), target })),
    ...Object.entries(shape.localhost ?? {}).map(([port, to]) => ({
      at: at("localhost", port),
      target: halves(to)[0],
    })),
    ...Object.entries(shape.variables ?? {}).flatMap(([variable, value]): Link[] => {
      if (typeof value === "string" || value.from === undefined) return [];
      const [target, fact] = halves(value.from);
      const [queried = "", followed] = halves(value.url?.query?.from ?? "");
      return [
        {
          at: at("variables", variable, "from"),
          target,
          check: (place) => brokenFact(place, target, fact ?? "", value, shapes),
        },
        ...(followed === undefined
          ? []
          : [
              {
                at: at("variables", variable, "url", "query", "from"),
                target: queried,
                check: (place: Problem["at"]) => brokenFact(place, queried, followed, { optional: true }, shapes),
              },
            ]),
      ];
    }),
    ...takenBy(shape).map(
      (taken): Link => ({
        at: at(...placeOf(taken.at, shape)),
        target: taken.service,
        ...(taken.files !== undefined && { files: [taken.files] }),
        check: (place) => brokenRoute(place, taken.service, taken.files, shapes),
      }),
    ),
  ];
}

/** A route as the options of a preset name it, where they do. */
function placeOf(place: Problem["at"], { named = [] }: ServiceShape): Problem["at"] {
  const option = place.slice(1).join("\n");
  return named.find(({ at }) => at.join("\n") === option)?.at ?? place;
}

/** What stands before the first colon, and all that stands after it. */
function halves(text: string): [string, string | undefined] {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The code is taken over from the one that has it, not from one that took it over itself. */
function borrowed(at: Problem["at"], target: string, shapes: Shapes): Problem[] {
  const of = shapes[target]?.of;
  return of === undefined
    ? []
    : [{ at, found: `\`${target}\`, which runs the code of \`${of}\``, expected: `\`${of}\`` }];
}

function unknownService(
  name: string,
  at: Problem["at"],
  target: string,
  { all, shapes, suspects }: LinkContext,
): Problem | undefined {
  if (target === name) return { at, found: `\`${target}\`, the service itself`, expected: "another service" };
  if (Object.hasOwn(shapes, target) || suspects.has(target)) return undefined;
  const absent = all.includes(target);
  return {
    at,
    found: absent ? `service \`${target}\`, which this environment does not have` : `service \`${target}\``,
    expected: oneOf(Object.keys(shapes)),
    ...suggested(absent ? undefined : nearest(target, Object.keys(shapes))),
  };
}

function brokenFact(
  at: Problem["at"],
  target: string,
  fact: string,
  { map, optional }: Pick<VariableDeclaration, "map" | "optional">,
  shapes: Shapes,
): Problem[] {
  const facts = factsOf(target, shapes);
  const found = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (found === undefined && fact === "url" && shapes[target]?.port !== undefined) {
    const expected =
      'the parts of one, such as `url: { password: "REDIS_PASSWORD", host: "REDIS_HOST" }`; or a variable that has it, as `template: "{REDIS_URL}"`';
    return [{ at, found: `fact \`url\` of \`${target}\`, which speaks no HTTP`, expected }];
  }
  if (found === undefined) {
    const near = nearest(fact, Object.keys(facts));
    // it may do without a fact that a service does not have, but not under a name that is nearly that of one
    if (optional === true && near === undefined) return [];
    return [
      {
        at,
        found: `fact \`${fact}\` of \`${target}\``,
        expected: oneOf(Object.keys(facts)),
        ...suggested(near && `${target}:${near}`),
      },
    ];
  }
  if (map === undefined || typeof found !== "string" || found in map) return [];
  const expected = oneOf(Object.keys(map));
  return [
    { at, found: `${fact} \`${found}\` of \`${target}\``, expected, why: "The one who reads it knows no other." },
  ];
}

function brokenRoute(at: Problem["at"], target: string, files: string | undefined, shapes: Shapes): Problem[] {
  const shape = shapes[target];
  if (isElsewhere(shape) && files !== undefined) {
    const expected = `\`${target}\`, which then answers for them`;
    return [{ at, found: `files \`${files}\` of \`${target}\`, which runs elsewhere`, expected }];
  }
  if (shape?.external === "url") {
    const expected = `\`external: true\`, which asks for \`${addressVariable(target)}\`: scheme, host and port`;
    return [{ at, found: `\`${target}\`, whose URL is a secret`, expected }];
  }
  if (files === undefined) {
    if (shape?.port !== undefined || shape?.external === true) return [];
    return [{ at, found: `\`${target}\`, which listens on no port`, expected: "a service with a `port`" }];
  }
  const known = Object.keys(shape?.files ?? {});
  if (known.includes(files)) return [];
  const near = nearest(files, known);
  return [
    {
      at,
      found: `files \`${files}\` of \`${target}\``,
      expected: known.length === 0 ? "a service that has `files`" : oneOf(known),
      ...suggested(near && `${target}:${near}`),
    },
  ];
}

const oneOf = (names: readonly string[]): string =>
  `one of ${[...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(", ")}`;

const suggested = (suggestion: string | undefined) => (suggestion === undefined ? {} : { suggestion });
