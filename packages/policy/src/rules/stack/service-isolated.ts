import { connectionsOf, hasExternalNetwork, waitedFor } from "../../facts/connections";
import { listenersOf, nginxOf, passedFrom } from "../../facts/listeners";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "service-isolated",
  on: "service",
  severity: "info",
  meaning: "Nothing reaches a server, and it is told of nobody.",
  reason: "It runs for nothing, or the one who needs it has the wrong name for it.",
  how: "Applications that listen, publish nothing, and that no variable, route, dependency or label names.",
  fix: "Publish it, route to it, or remove it.",
  bad: "services:\n  db:\n    image: postgres:17\n  api:\n    image: api:1\n    command: gunicorn -b 0.0.0.0:8000 app\n",
  good: "services:\n  web:\n    image: nginx:1.30\n    ports: ['80:80']\n    depends_on: [api]\n  api:\n    image: api:1\n    command: gunicorn -b 0.0.0.0:8000 app\n",
  check(service, tell) {
    const { environment, name, node, ports, role, stack } = service;
    if (
      role !== "application" ||
      ports.length > 0 ||
      service.networkMode !== undefined ||
      listenersOf(service).length === 0 ||
      stack.services.size < 2 ||
      hasExternalNetwork(service) ||
      get(node, "labels") !== undefined ||
      stack.isPartial
    )
      return;
    if (environment.has("VIRTUAL_HOST")) return;
    const isNamed = [...stack.services.values()].some(
      (other) =>
        other !== service &&
        (waitedFor(other).has(name) ||
          connectionsOf(other).some(({ target }) => target === service) ||
          [...other.environment.values()].some(({ value }) => value?.includes(name)) ||
          other.networkMode?.value === `service:${name}` ||
          other.command?.argv.some((arg) => arg.includes(name))),
    );
    const hasOpaqueProxy = [...stack.services.values()].some(
      (other) =>
        other !== service && (other.role === "proxy" || other.role === "unknown") && nginxOf(other).length === 0,
    );
    if (!isNamed && !hasOpaqueProxy && passedFrom(service) === undefined)
      tell({ at: service.at, says: `Nothing in ${stack.name} reaches \`${name}\`.` });
  },
});
