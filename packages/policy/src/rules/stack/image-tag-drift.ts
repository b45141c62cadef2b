import type { Service } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "image-tag-drift",
  on: "repository",
  severity: "warning",
  meaning: "One image is used in different versions in different environments.",
  reason: "What was tried in development is not what runs in production.",
  how: "Databases, caches, queues and proxies that are taken from a registry, in several compose files of one folder.",
  fix: "Use one version everywhere.",
  bad: {
    "docker-compose.dev.yml": "services:\n  db:\n    image: postgres:15\n",
    "docker-compose.prod.yml": "services:\n  db:\n    image: postgres:17\n",
  },
  good: {
    "docker-compose.dev.yml": "services:\n  db:\n    image: postgres:17\n",
    "docker-compose.prod.yml": "services:\n  db:\n    image: postgres:17\n",
  },
  check({ stacks }, tell) {
    const seen = new Map<string, { service: Service; tag: string }>();
    for (const stack of stacks) {
      if (stack.environment === "test") continue;
      for (const service of stack.services.values()) {
        const { image, made, name } = service;
        const reference = image?.reference;
        if (
          reference?.tag === undefined ||
          image?.literal !== true ||
          made?.stage !== undefined ||
          !["database", "cache", "queue", "proxy"].includes(service.role)
        )
          continue;
        const key = `${stack.folder}\0${name}\0${reference.name}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, { service, tag: reference.tag });
        else if (first.tag !== reference.tag && first.service.image!.at.source !== image.at.source)
          tell({
            at: image.at,
            within: `service ${name}`,
            says: `\`${name}\` is \`${reference.name}:${reference.tag}\` in ${stack.name} and \`${reference.name}:${first.tag}\` in ${first.service.stack.name}.`,
            related: [{ at: first.service.image!.at, says: "the other version" }],
          });
      }
    }
  },
});
