import { textAt } from "../../place";
import { bytes } from "../../recover/compose/duration";
import { get, isScalar, numberOf, textOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "reservation-over-limit",
  on: "service",
  severity: "error",
  meaning: "A service reserves more than it may use, or its limit is no amount.",
  reason: "The engine refuses to start it.",
  fix: "Let the limit be at least what is reserved.",
  bad: [
    "services:\n  a:\n    image: a:1\n    deploy:\n      resources:\n        limits: {memory: 128m}\n        reservations: {memory: 256m}\n",
    "services:\n  a:\n    image: a:1\n    mem_limit: 512 apples\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    deploy:\n      resources:\n        limits: {memory: 512m}\n        reservations: {memory: 256m}\n",
  check({ cpus, memory, name, node }, tell) {
    const limit = get(node, "deploy", "resources", "limits", "memory") ?? get(node, "mem_limit");
    const isOpen = isScalar(limit) && limit.uses !== undefined;
    if (
      memory !== undefined &&
      !isOpen &&
      (Number.isNaN(memory.value) || (memory.value < 6 * 2 ** 20 && memory.value > 0))
    )
      tell({ at: memory.at, says: `\`${textAt(memory.at)}\` is no amount of memory that \`${name}\` could run with.` });
    const reserved = get(node, "deploy", "resources", "reservations", "memory") ?? get(node, "mem_reservation");
    const size = bytes(textOf(reserved));
    if (memory !== undefined && size !== undefined && size > memory.value && memory.value > 0)
      tell({
        at: reserved!.at,
        says: `\`${name}\` reserves more memory than it may use.`,
        related: [{ at: memory.at, says: "the limit" }],
      });
    const reservedCpus = get(node, "deploy", "resources", "reservations", "cpus");
    const count = numberOf(reservedCpus);
    if (cpus !== undefined && count !== undefined && count > cpus.value)
      tell({
        at: reservedCpus!.at,
        says: `\`${name}\` reserves more CPUs than it may use.`,
        related: [{ at: cpus.at, says: "the limit" }],
      });
  },
});
