import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Published } from "../stack";
import type { Shapes } from "./code";

/** Ports of the host, of one service. */
interface Wanted {
  /** Place in the service's declaration. */
  readonly at: readonly string[];
  readonly publish: number;
  readonly port: number | undefined;
  /** Where the host gives it, if not where it gives the others. */
  readonly address?: string;
  /** What sets it apart from the service's other ports, in the name of its input and in words. */
  readonly name?: string;
  readonly title?: string;
}

const wantedBy = ({ debugPort, port, ports = {}, publish }: ServiceShape): Wanted[] => [
  ...(publish === undefined ? [] : [{ at: ["publish"], publish, port }]),
  ...Object.entries(ports)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => ({ at: ["ports", name, "publish"], name, ...each })),
  ...(debugPort === undefined
    ? []
    : [
        {
          at: ["debugPort"],
          name: "debug",
          title: "the debugger",
          publish: debugPort,
          port: debugPort,
          address: "127.0.0.1",
        },
      ]),
];

/** The ports of a service that the host gives, its first one first. */
export function publishedOf(service: string, shape: ServiceShape, mode: Mode): Published[] {
  const usual = shape.publishOn ?? (mode === "production" ? undefined : "127.0.0.1");
  return wantedBy(shape).flatMap(({ address = usual, name, title = name, port: target, publish: port }) =>
    target === undefined
      ? []
      : [
          {
            ...(address !== undefined && { address }),
            input: `${[service, ...(name === undefined ? [] : [name])].join("_").toUpperCase().replaceAll("-", "_")}_PUBLISHED_PORT`,
            purpose: `Port of the host for ${title === undefined ? "" : `${title} of `}${service}.`,
            port,
            target,
          },
        ],
  );
}

/** Where a declaration is read, and what its services say before an environment sees them. */
interface Declared {
  readonly environment: string;
  readonly services: unknown;
}

/** Every published port that the host could not give: for want of a port behind it, or because it is taken. */
export function brokenPorts(shapes: Shapes, declared: Declared): Problem[] {
  const wanted = new Set(Object.values(shapes).flatMap((shape) => wantedBy(shape).map(({ publish }) => publish)));
  const taken: { readonly service: string; readonly port: number; readonly address: string | undefined }[] = [];
  return Object.entries(shapes).flatMap(([service, shape]) =>
    wantedBy(shape).flatMap(({ address = shape.publishOn, at: place, port, publish }): Problem[] => {
      const { replicas = 1 } = shape;
      const other = taken.find((each) => each.port === publish && overlap(each.address, address));
      taken.push({ service, port: publish, address });
      const at = ["services", service, ...place];
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
      if (other === undefined) return [];
      const found = `\`${publish}\`, which \`${other.service}\` publishes too`;
      const free = freeAfter(publish, wanted);
      wanted.add(free);
      return [{ at, found, expected: `another port of the host, such as ${written(service, place, free, declared)}` }];
    }),
  );
}

const freeAfter = (port: number, wanted: ReadonlySet<number>): number =>
  port < 65535 ? (wanted.has(port + 1) ? freeAfter(port + 1, wanted) : port + 1) : freeAfter(1023, wanted);

/** A port of the host as the declaration of a service may have it, beside what it says for other environments. */
function written(service: string, place: readonly string[], port: number, { environment, services }: Declared): string {
  const key = place.at(-1)!;
  const before = [service, ...place].reduce<unknown>(inside, services);
  const values = isRecord(before) ? { ...before, [environment in before ? environment : "production"]: port } : port;
  const option = `${key}: ${isRecord(values) ? braced(values) : values}`;
  const name = /^[a-z]\w*$/i.test(service) ? service : JSON.stringify(service);
  // a debugger listens where the preset tells it to
  return place.length > 1 || key === "debugPort" ? `\`${option}\`` : `\`${name}: { ...preset({ … }), ${option} }\``;
}

const inside = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const braced = (values: Readonly<Record<string, unknown>>): string =>
  `{ ${Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ")} }`;

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
