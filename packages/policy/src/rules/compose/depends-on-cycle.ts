import { rule } from "../../rule";

export default rule({
  id: "depends-on-cycle",
  on: "stack",
  severity: "error",
  meaning: "Services wait for each other in a circle.",
  reason: "Compose refuses to start: none of them can be first.",
  fix: "Take one of the dependencies away.",
  bad: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n    depends_on: [a]\n",
  good: "services:\n  a:\n    image: a:1\n    depends_on: [b, c]\n  b:\n    image: b:1\n    depends_on: [c]\n  c:\n    image: c:1\n",
  check({ services }, tell) {
    const done = new Set<string>();
    for (const start of services.keys()) {
      const path: string[] = [];
      const circle = find(start);
      if (circle === undefined) continue;
      const [first, second] = circle;
      const dependency = services.get(first!)!.dependencies.get(second ?? first!)!;
      tell({
        at: dependency.at,
        within: `service ${first}`,
        says: `${[...circle, first].map((name) => `\`${name}\``).join(" waits for ")}.`,
      });
      return;

      function find(name: string): string[] | undefined {
        const at = path.indexOf(name);
        if (at >= 0) return path.slice(at);
        const service = services.get(name);
        if (service === undefined || done.has(name) || path.length > 500) return undefined;
        path.push(name);
        for (const next of service.dependencies.keys()) {
          const found = find(next);
          if (found !== undefined) return found;
        }
        path.pop();
        done.add(name);
        return undefined;
      }
    }
  },
});
