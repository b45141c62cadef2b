import { copiesOf } from "../../facts/copies";
import { withinOf } from "../../facts/stages";
import type { Place } from "../../place";
import type { Stage } from "../../recover/dockerfile/nodes";
import { type ImageReference, imageReference } from "../../recover/image-reference";
import { rule } from "../../rule";

const policy = "registries: [docker.io/library, ghcr.io/acme]\n";

export default rule({
  id: "base-image-registry",
  on: "repository",
  severity: "error",
  meaning: "An image comes from a registry that is not allowed.",
  reason: "Whoever has the registry decides what runs: it is to be one that somebody looked at.",
  how: "Where `quaywright.policy.yaml` lists `registries`: hosts, or hosts with the beginning of a name.",
  fix: "Take the image from a registry of the list, or add its registry after a look at it.",
  aliases: ["DL3026", "CIS-4.2", "CIS-DI-0002", "OW-13"],
  references: ["https://github.com/hadolint/hadolint/wiki/DL3026"],
  bad: [
    { "quaywright.policy.yaml": policy, Dockerfile: "FROM quay.io/a/b:1\n" },
    { "quaywright.policy.yaml": policy, Dockerfile: "FROM alpine:3.22\nCOPY --from=ghcr.io/other/a:1 /a /\n" },
    { "quaywright.policy.yaml": policy, "compose.yaml": "services:\n  a:\n    image: bitnami/redis:8.0\n" },
  ],
  good: [
    {
      "quaywright.policy.yaml": policy,
      Dockerfile: "FROM alpine:3.22 AS a\nFROM a\nCOPY --from=ghcr.io/acme/a:1 /a /\n",
      "compose.yaml":
        "services:\n  a:\n    build: .\n    image: registry.example.com/a:1\n  b:\n    image: postgres:17\n",
    },
    { Dockerfile: "FROM quay.io/a/b:1\n" },
  ],
  check({ dockerfiles, stacks }, tell, _, { registries }) {
    if (registries.length === 0) return;
    const says = (reference: ImageReference) =>
      `\`${reference.text}\` comes from \`${reference.registry}\`, which is not in \`registries\`.`;
    const refused = (reference: ImageReference | undefined): reference is ImageReference =>
      reference !== undefined && !registries.some((allowed) => isFrom(reference, allowed));
    for (const stage of dockerfiles.flatMap(({ stages }) => stages)) {
      const { at, image } = stage.base;
      if (refused(image)) tell({ at, says: says(image), within: withinOf(stage) });
      for (const { at, reference } of copiedImages(stage))
        if (refused(reference)) tell({ at, says: says(reference), within: withinOf(stage) });
    }
    for (const { build, image, name } of stacks.flatMap(({ services }) => [...services.values()]))
      if (build === undefined && refused(image?.reference))
        tell({ at: image!.at, says: says(image!.reference!), within: `service ${name}` });
  },
});

/** What `COPY --from` takes out of images; a name alone may be a stage, or a context of the build. */
const copiedImages = (stage: Stage): { readonly at: Place; readonly reference: ImageReference | undefined }[] =>
  copiesOf(stage).flatMap(({ from = "", instruction }) =>
    /[/:@]/.test(from) ? [{ at: instruction.at, reference: imageReference(from) }] : [],
  );

function isFrom({ name, registry }: ImageReference, allowed: string): boolean {
  const beginning = allowed.replace(/\/+$/, "");
  const official = registry === "docker.io" && !name.includes("/");
  return `${registry}/${official ? "library/" : ""}${name}/`.startsWith(`${beginning}/`);
}
