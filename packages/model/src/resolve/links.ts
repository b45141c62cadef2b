import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { Shapes } from "./code";
import { factsOf } from "./facts";

/** Every name of a service in the declaration that names none, or not what is needed of it. */
export function brokenLinks(shapes: Shapes, all: readonly string[]): Problem[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const at = (...rest: (string | number)[]) => ["services", name, ...rest];
    const link = (path: (string | number)[], target: string): Problem[] => {
      if (target in shapes && target !== name) return [];
      if (target === name)
        return [{ at: path, found: `\`${target}\`, the service itself`, expected: "another service" }];
      const missing = all.includes(target);
      const suggestion = missing ? undefined : nearest(target, Object.keys(shapes));
      return [
        {
          at: path,
          found: missing ? `service \`${target}\`, which this environment does not have` : `service \`${target}\``,
          expected: `one of ${Object.keys(shapes)
            .sort()
            .map((known) => `\`${known}\``)
            .join(", ")}`,
          ...(suggestion !== undefined && { suggestion }),
        },
      ];
    };
    return [
      ...(shape.of === undefined ? [] : link(at("of"), shape.of)),
      ...(shape.needs ?? []).flatMap((target, index) => link(at("needs", index), target)),
      ...(shape.reaches ?? []).flatMap((target, index) => link(at("reaches", index), target)),
      ...Object.entries(shape.variables ?? {}).flatMap(([variable, declared]) => {
        if (typeof declared === "string" || declared.from === undefined) return [];
        const path = at("variables", variable, "from");
        const [target = "", fact = ""] = declared.from.split(":");
        const broken = link(path, target);
        return broken.length > 0 ? broken : brokenFact(path, shapes, target, fact, declared.map);
      }),
      ...Object.entries(shape.site?.routes ?? {}).flatMap(([route, to]) => {
        if (typeof to !== "string") return [];
        const path = at("site", "routes", route);
        const [target = "", files] = to.split(":");
        const broken = link(path, target);
        return broken.length > 0 ? broken : brokenRoute(path, shapes, target, files);
      }),
    ];
  });
}

function brokenFact(
  at: Problem["at"],
  shapes: Shapes,
  target: string,
  fact: string,
  map: Readonly<Record<string, string>> | undefined,
): Problem[] {
  const facts = factsOf(target, shapes);
  const found = facts[fact];
  if (found === undefined) {
    const suggestion = nearest(fact, Object.keys(facts));
    return [
      {
        at,
        found: `fact \`${fact}\` of \`${target}\``,
        expected: `one of ${Object.keys(facts)
          .sort()
          .map((known) => `\`${known}\``)
          .join(", ")}`,
        ...(suggestion !== undefined && { suggestion: `${target}:${suggestion}` }),
      },
    ];
  }
  if (map === undefined || typeof found !== "string" || found in map) return [];
  return [
    {
      at,
      found: `${fact} \`${found}\` of \`${target}\``,
      expected: `one of ${Object.keys(map)
        .sort()
        .map((known) => `\`${known}\``)
        .join(", ")}`,
      why: "The service that reads it knows no other.",
    },
  ];
}

function brokenRoute(at: Problem["at"], shapes: Shapes, target: string, files: string | undefined): Problem[] {
  const shape = shapes[target];
  if (files === undefined) {
    if (shape?.port !== undefined) return [];
    return [{ at, found: `\`${target}\`, which listens on no port`, expected: "a service with a `port`" }];
  }
  const known = Object.keys(shape?.files ?? {}).sort();
  if (known.includes(files)) return [];
  const suggestion = nearest(files, known);
  return [
    {
      at,
      found: `files \`${files}\` of \`${target}\``,
      expected:
        known.length === 0 ? `a service that has \`files\`` : `one of ${known.map((name) => `\`${name}\``).join(", ")}`,
      ...(suggestion !== undefined && { suggestion: `${target}:${suggestion}` }),
    },
  ];
}
