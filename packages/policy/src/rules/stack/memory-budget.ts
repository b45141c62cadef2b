import { bytes } from "../../recover/compose/duration";
import { get, textOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "memory-budget",
  on: "stack",
  severity: "warning",
  meaning: "The services of an environment may take more memory together than the host is said to have.",
  reason: "When all are busy at once, the kernel kills one of them, and not the one that is to blame.",
  how: "The limits of all services, where `x-host: {memory: 1g}` in a compose file says what the host has.",
  fix: "Lower the limits, or use a bigger host.",
  bad: "x-host:\n  memory: 1g\nservices:\n  a:\n    image: a:1\n    mem_limit: 800m\n  b:\n    image: b:1\n    mem_limit: 800m\n",
  good: "x-host:\n  memory: 2g\nservices:\n  a:\n    image: a:1\n    mem_limit: 800m\n  b:\n    image: b:1\n    mem_limit: 800m\n",
  check({ root, services }, tell) {
    const host = get(root, "x-host", "memory");
    const budget = bytes(textOf(host));
    if (host === undefined || budget === undefined) return;
    const total = [...services.values()]
      .filter(({ isJob, profiles }) => !isJob && profiles.length === 0)
      .reduce((sum, { memory, replicas }) => sum + (memory?.value || 0) * replicas, 0);
    if (total > budget)
      tell({
        at: host.at,
        says: `The services may take ${Math.round(total / 2 ** 20)} MiB, and the host has ${Math.round(budget / 2 ** 20)}.`,
      });
  },
});
