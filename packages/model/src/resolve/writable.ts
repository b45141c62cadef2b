import { posix } from "node:path";
import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { HandbookShape } from "../schema/handbook";
import type { ServiceShape } from "../schema/service";
import type { PlaceShape } from "../schema/writable";
import type { Shapes } from "./code";
import { isGenerated } from "./written";

type Places = Readonly<Record<string, PlaceShape>>;

/** Folder of the volumes that hold files whose place is fixed. */
const root = "/srv";

/** The shapes where all that may be written is said by `volumes`, `scratch` and `links`; what more there is to say of a path stays. */
export const withWritable = (shapes: Shapes): Shapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      shape.writable === undefined ? shape : placed(shape, shapes[shape.of ?? ""]?.writable),
    ]),
  );

/** Where a path lies that was declared as writable; absent for what is a volume or scratch without more. */
export const placeAt = ({ writable = {} }: ServiceShape, path: string): PlaceShape | undefined => {
  const found = writable[path];
  return typeof found === "string" ? undefined : found;
};

function placed(shape: ServiceShape, made: ServiceShape["writable"] = {}): ServiceShape {
  const places = placesOf(shape);
  const instead = (path: string): boolean => Object.hasOwn(places, path);
  const volumes = Object.entries(shape.volumes ?? {});
  const gone = new Map(volumes.filter(([, path]) => instead(path) && places[path]!.in !== "volume"));
  const { handbook } = shape;
  return {
    ...shape,
    writable: places,
    volumes: { ...Object.fromEntries(volumes.filter(([, path]) => !instead(path))), ...volumesIn(places, shape) },
    scratch: [
      ...(shape.scratch ?? []).filter((path) => !instead(path)),
      ...Object.keys(places).filter((path) => places[path]!.in === "memory"),
    ],
    links: { ...shape.links, ...linksIn(places) },
    ...mountPoints(places, made, shape),
    ...(handbook !== undefined && { handbook: withoutVolumes(handbook, gone) }),
  };
}

/** By path, whatever it was called by. */
const placesOf = ({ volumes = {}, writable = {} }: ServiceShape): Places =>
  Object.fromEntries(
    Object.entries(writable).map(([key, given]) => [
      key.startsWith("/") ? posix.join(key) : (volumes[key] ?? key),
      typeof given === "string" ? { in: given } : given,
    ]),
  );

function volumesIn(places: Places, { volumes = {} }: ServiceShape): Readonly<Record<string, string>> {
  const former = new Map(Object.entries(volumes).map(([name, path]) => [path, name]));
  return Object.fromEntries(
    Object.entries(places).flatMap(([path, place]) => {
      if (place.in !== "volume") return [];
      const name = place.name ?? former.get(path) ?? path.slice(1).replaceAll("/", "-");
      return [[name, place.file === true ? `${root}/${name}` : path]];
    }),
  );
}

const linksIn = (places: Places): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(places).flatMap(([path, place]) => {
      if (place.in !== "volume" || place.file !== true) return [];
      const name = place.name ?? path.slice(1).replaceAll("/", "-");
      return [[path, `${root}/${name}/${posix.basename(path)}`]];
    }),
  );

/** In mounted sources the engine would make the folders as root, for good. */
function mountPoints(places: Places, made: object, { jobs, mounts = {}, user }: ServiceShape): Partial<ServiceShape> {
  const inSources = (path: string): boolean => Object.keys(mounts).some((mounted) => path.startsWith(`${mounted}/`));
  const isLink = (place: PlaceShape): boolean => place.in === "volume" && place.file === true;
  const folders = Object.keys(places).filter(
    (path) => inSources(path) && !isLink(places[path]!) && !Object.hasOwn(made, path),
  );
  if (user !== "host" || folders.length === 0) return {};
  const job = {
    summary: "Makes folders of the sources, in whose place others lie, on the host as its user.",
    command: ["mkdir", "-p", ...folders.sort()],
    sourcesOnly: true,
  };
  return { jobs: { ...jobs, places: job } };
}

/** What is done with a volume helps nobody where there is none; what it holds is said of its path. */
function withoutVolumes(handbook: HandbookShape, gone: ReadonlyMap<string, string>): HandbookShape {
  const names = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    (("volume" in value && gone.has(String(value.volume))) || Object.values(value).some(names));
  return {
    ...handbook,
    ...(handbook.tasks !== undefined && { tasks: handbook.tasks.filter((task) => !names(task)) }),
    ...(handbook.symptoms !== undefined && { symptoms: handbook.symptoms.filter((symptom) => !names(symptom)) }),
    ...(handbook.volumes !== undefined && {
      volumes: Object.fromEntries(
        Object.entries(handbook.volumes).map(([name, what]) => [gone.get(name) ?? name, what]),
      ),
    }),
  };
}

/** The job that looks at what a service of a user of its own is handed; none where that is nothing. */
export function foldersJobOf(name: string, shapes: Shapes): string | undefined {
  const { of: owner, user } = shapes[name] ?? {};
  const folders = handedTo(shapes[name] ?? {}, shapes);
  if (folders.length === 0 || user === undefined || user === "host") return undefined;
  const shared = owner !== undefined && folders.every((path) => handedTo(shapes[owner] ?? {}, shapes).includes(path));
  return shared ? foldersJobOf(owner, shapes) : `${name}-folders`;
}

/** Folders of the host, and volumes of an image that is not ours: it may have no folder there, and the volume is root's then. */
export function handedTo({ build, of, writable = {} }: ServiceShape, shapes: Shapes): string[] {
  const ours = isGenerated({ build: build ?? shapes[of ?? ""]?.build });
  return Object.entries(writable).flatMap(([path, place]) =>
    typeof place !== "string" && (place.in === "folder" || (place.in === "volume" && !ours)) ? [path] : [],
  );
}

/** Names of volumes that the service has not, and links that no image can hold. */
export function brokenWritable(service: string, { build, of, volumes = {}, writable = {} }: ServiceShape): Problem[] {
  const image = build === undefined ? "an image that is pulled" : "an image whose Dockerfile is not generated";
  return Object.entries(writable).flatMap(([key, given]): Problem[] => {
    const at = ["services", service, "writable", key];
    const known = Object.keys(volumes);
    if (!key.startsWith("/") && !known.includes(key)) {
      const suggestion = nearest(key, known);
      return [
        {
          at,
          found: `volume \`${key}\``,
          expected: ["a path such as `/srv/logs`", ...known.map((name) => `\`${name}\``)].join(", or "),
          ...(suggestion !== undefined && { suggestion }),
        },
      ];
    }
    if (typeof given === "string" || given.in !== "volume" || given.file !== true) return [];
    if (build === undefined ? of !== undefined : build.written === undefined) return [];
    const why = "The link is made in the image.";
    return [{ at: [...at, "file"], found: `a file in ${image}`, expected: "its folder", why }];
  });
}
