import { boundVolumes, type Service, type Stack } from "@quaywright/model";
import type { yaml } from "@quaywright/syntax";

/** The label of the machine that has a volume. */
export const labelOf = ({ project }: Stack, volume: string): string => `${project}.${volume}`;

/** Where its containers may be: with their volumes; those of a service without any on machines of their own, if possible. */
export function placement(service: Service, stack: Stack): yaml.YamlMap {
  const mounted = service.mounts.flatMap((mount) => (mount.kind === "volume" ? [mount.volume] : []));
  const bound = boundVolumes(stack).filter((volume) => mounted.includes(volume));
  if (bound.length > 0)
    return { placement: { constraints: bound.map((volume) => `node.labels.${labelOf(stack, volume)} == true`) } };
  return service.replicas > 1 ? { placement: { preferences: [{ spread: "node.id" }] } } : {};
}
