import { placeOf, type Service, type Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { code, codes, section, table } from "../section";
import { picture } from "../topology";
import type { View } from "../view";
import * as words from "../words/overview";

/** What there is of a stack: a picture, then tables. `path` is where the picture lies, for pages that have no Mermaid. */
export const overview = ({ main, stacks }: View, path: string | undefined): document.Section | undefined =>
  section(
    words.title,
    document.paragraph(words.intro(main.environment)),
    picture(main, path),
    section(words.services.title, table(words.services.head, main.services.map(serviceRow))),
    section(words.elsewhere.title, table(words.elsewhere.head, main.elsewhere.map(elsewhereRow))),
    section(
      words.networks.title,
      table(
        words.networks.head,
        main.networks.map((network) => networkRow(network, main)),
      ),
    ),
    section(
      words.volumes.title,
      table(
        words.volumes.head,
        main.volumes.map((volume) => volumeRow(volume, main)),
      ),
    ),
    section(
      words.images.title,
      table(
        words.images.head,
        main.builds.map((build) => [
          code(build.image),
          code(placeOf(build, "Dockerfile")),
          codes(runnersOf(build.name, main)),
        ]),
      ),
    ),
    section(words.files.title, document.paragraph(words.files.intro), table(words.files.head, filesOf(stacks))),
  );

function serviceRow(service: Service): string[] {
  const { image, name, oneShot, port, profile, published, replicas, summary } = service;
  const notes = [
    ...(summary === undefined ? [] : [summary]),
    ...(oneShot && profile === undefined ? [`(${words.job})`] : []),
    ...(profile === undefined ? [] : [`(${startedBy(service, profile)})`]),
    ...(replicas > 1 ? [`(${words.copies(replicas)})`] : []),
  ];
  return [
    code(name),
    notes.join(" "),
    code(image.kind === "pulled" ? image.reference : `${image.repository}:${image.tag}`),
    port === undefined || oneShot ? "" : code(String(port)),
    published
      .map(
        ({ address, port: host }) =>
          `${code(String(host))} of ${address === undefined ? words.everywhere : code(address)}`,
      )
      .join(", "),
  ];
}

function startedBy({ oneShot, schedule }: Service, profile: string): string {
  if (!oneShot) return words.asked(profile);
  return schedule === undefined ? words.byHand : words.byTimer;
}

const elsewhereRow = ({ name, place, summary = "" }: Stack["elsewhere"][number]): string[] => [
  code(name),
  summary,
  "machine" in place
    ? words.elsewhere.host(place.port)
    : place.inputs.length === 0
      ? ""
      : words.elsewhere.chosen(codes(place.inputs), place.inputs.length === 1),
];

const networkRow = ({ internal, name }: Stack["networks"][number], { services }: Stack): string[] => [
  code(name),
  codes(services.filter(({ networks }) => networks.includes(name)).map((service) => service.name)),
  internal ? words.networks.internal : words.networks.open,
];

function volumeRow(volume: string, { services }: Stack): string[] {
  const mounts = services.flatMap(({ mounts, name, oneShot }) =>
    oneShot
      ? []
      : mounts.flatMap((mount) =>
          mount.kind === "volume" && mount.volume === volume ? [`${code(mount.target)} of ${code(name)}`] : [],
        ),
  );
  const known = services.map(({ handbook }) => handbook?.volumes[volume]?.holds).find((holds) => holds !== undefined);
  return [code(volume), known ?? words.unknown, mounts.join(", ")];
}

const runnersOf = (build: string, { services }: Stack): string[] =>
  services.flatMap((service) =>
    service.image.kind === "built" && service.image.build === build ? [service.name] : [],
  );

function filesOf(stacks: readonly Stack[]): string[][] {
  const builds = new Map(stacks.flatMap(({ builds }) => builds.map((build) => [build.image, build] as const)));
  const rows = [
    ...stacks.flatMap(({ environment, files }) => [
      ...(files.base === undefined ? [] : [[code(files.base), words.files.base]]),
      [code(files.compose), words.files.compose(environment)],
      ...(files.stack === undefined ? [] : [[code(files.stack), words.files.stack(environment)]]),
    ]),
    ...stacks.slice(0, 1).map(({ files }) => [code(files.env), words.files.env]),
    ...[...builds.values()].map((build) => [code(placeOf(build, "Dockerfile")), words.files.dockerfile(build.image)]),
  ];
  return [...new Map(rows.map((row) => [row[0], row])).values()];
}
