import { rule } from "../../rule";

export default rule({
  id: "image-floating-tag",
  on: "service",
  severity: "info",
  production: true,
  meaning: "A service takes an image by its major version only.",
  reason: "Minor versions come by themselves: mostly fixes, sometimes a change that was not tried.",
  how: "Databases, caches and queues; their major version is what data and clients depend on, so that it is only something to consider.",
  fix: "Name the minor version: `postgres:17.6`.",
  bad: { "compose.prod.yaml": "services:\n  db:\n    image: redis:8-alpine\n" },
  good: { "compose.prod.yaml": "services:\n  db:\n    image: redis:8.2-alpine\n" },
  check({ image, made, name }, tell) {
    const { digest, tag } = image?.reference ?? {};
    if (
      made?.stage !== undefined ||
      tag === undefined ||
      digest !== undefined ||
      image!.uses.length > 0 ||
      made?.known === undefined
    )
      return;
    if (/^\d+(-[a-z]+)?$/.test(tag) && !/^(postgres)$/.test(image!.reference!.name))
      tell({ at: image!.at, says: `\`${name}\` takes any \`${image!.value}\`.` });
  },
});
