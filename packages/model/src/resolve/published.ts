import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Shapes } from "./code";

/** Every published port that the host could not give: for want of a port behind it, or because it is taken. */
export function brokenPorts(shapes: Shapes): Problem[] {
  const taken: { readonly service: string; readonly port: number; readonly address: string | undefined }[] = [];
  return Object.entries(shapes).flatMap(([service, { port, publish, publishOn: address, replicas = 1 }]): Problem[] => {
    if (publish === undefined) return [];
    const other = taken.find((each) => each.port === publish && overlap(each.address, address));
    taken.push({ service, port: publish, address });
    const at = ["services", service, "publish"];
    if (port === undefined) {
      return [{ at, found: `\`${publish}\` of a service without a port`, expected: "a `port` on which it listens" }];
    }
    if (replicas > 1) {
      return [
        {
          at,
          found: `\`${publish}\` of a service with ${replicas} replicas`,
          expected: "one replica where it is published",
          why: "A port of the host goes to one container.",
        },
      ];
    }
    return other === undefined
      ? []
      : [
          {
            at,
            found: `\`${publish}\`, which \`${other.service}\` publishes too`,
            expected: "another port of the host",
          },
        ];
  });
}

/** Without an address it is all of them, or the loopback one for all services of an environment. */
const overlap = (a: string | undefined, b: string | undefined): boolean =>
  a === b || [a, b].some((address) => address === "0.0.0.0") || (a === undefined) !== (b === undefined);

/** A service that must stay on the host itself, published beyond it. */
export function exposedPort(
  name: string,
  { loopbackBecause, publish, publishOn }: ServiceShape,
  mode: Mode,
): Problem[] {
  if (loopbackBecause === undefined || publish === undefined) return [];
  const at = (key: string) => ["services", name, key];
  if (mode === "production" && publishOn === undefined) {
    const found = `published port ${publish}`;
    return [{ at: at("publish"), found, expected: "none in production", why: loopbackBecause }];
  }
  if (publishOn === undefined || loopback.has(publishOn)) return [];
  return [{ at: at("publishOn"), found: `address \`${publishOn}\``, expected: "`127.0.0.1`", why: loopbackBecause }];
}

const loopback = new Set(["127.0.0.1", "::1"]);
