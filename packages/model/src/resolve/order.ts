import type { Problem } from "../problem";
import type { Shapes } from "./code";
import { takenBy } from "./routes";

/** Every circle of services that wait for one another, or run one another's code. */
export function cycles(shapes: Shapes): Problem[] {
  const done = new Set<string>();
  const problems: Problem[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) {
      const circle = [...trail.slice(trail.indexOf(name)), name];
      problems.push({
        at: ["services", name],
        found: `circle ${circle.map((part) => `\`${part}\``).join(" → ")}`,
        expected: "an order in which services can start",
      });
      return;
    }
    if (done.has(name)) return;
    const shape = shapes[name];
    const routes = shape === undefined ? [] : takenBy(shape).map(({ service }) => service);
    const targets = [...(shape?.needs ?? []), ...(shape?.of === undefined ? [] : [shape.of]), ...routes];
    for (const target of [...new Set(targets)].sort()) {
      if (target in shapes && target !== name) visit(target, [...trail, name]);
    }
    done.add(name);
  };
  for (const name of Object.keys(shapes).sort()) visit(name, []);
  return problems;
}

/** Items in start order: each after all that it needs, then by name. */
export function startOrder<T extends { name: string; needs: readonly { service: string }[] }>(
  items: readonly T[],
): T[] {
  const byName = new Map(items.map((item) => [item.name, item]));
  const depths = new Map<string, number>();
  const depth = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const needs = byName.get(name)?.needs ?? [];
    const found = needs.length === 0 ? 0 : 1 + Math.max(...needs.map(({ service }) => depth(service)));
    depths.set(name, found);
    return found;
  };
  return [...items].sort((a, b) => depth(a.name) - depth(b.name) || (a.name < b.name ? -1 : 1));
}
