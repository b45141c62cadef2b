import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "service-without-image",
  on: "service",
  severity: "error",
  meaning: "A service has neither an image nor a build.",
  reason: "Compose refuses to start anything of the stack.",
  how: "After merging, and where no compose file of the repository gives a service of that name one: an overlay names a service that its base calls otherwise.",
  fix: "Name the service as the base does, or give it an `image` or a `build`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#image"],
  bad: [
    {
      "compose.yaml": "services:\n  api:\n    image: api:1\n",
      "compose.nginx.yaml":
        "services:\n  app:\n    ports: ['8080']\n  nginx:\n    image: nginx:1.30\n    depends_on: [app]\n    ports: ['80:80']\n",
    },
    "services:\n  a:\n    image: alpine:3.22\n  b:\n    restart: always\n",
  ],
  good: [
    {
      "compose.yaml": "services:\n  api:\n    image: api:1\n",
      "compose.gpu.yaml": "services:\n  api:\n    runtime: nvidia\n",
    },
    {
      "base/compose.yaml": "services:\n  api:\n    image: api:1\n",
      "other/compose.yaml": "services:\n  api:\n    runtime: nvidia\n  b:\n    image: alpine:3.22\n",
    },
    "services:\n  a:\n    restart: always\n",
    "services:\n  a:\n    image: alpine:3.22\n  model:\n    provider:\n      type: model\n",
  ],
  check({ at, build, image, name, node, stack }, tell, { composeFiles }) {
    if (build !== undefined || image !== undefined || stack.isPartial) return;
    const makes = (root: Parameters<typeof get>[0]): boolean =>
      ["image", "build", "extends", "provider"].some((key) => get(root, key) !== undefined);
    if (makes(node) || composeFiles.some(({ root }) => makes(get(root, "services", name)))) return;
    // a file of which every service is like that completes one that is elsewhere
    if ([...stack.services.values()].some((other) => other.image !== undefined || other.build !== undefined))
      tell({ at, says: `\`${name}\` has neither an image nor a build, here or in another file.` });
  },
});
