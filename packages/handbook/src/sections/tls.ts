import type { Front, Service, Site, Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { line } from "../command";
import { code, codes, type MakeSection, section, table } from "../section";
import { lasting } from "../view";
import * as words from "../words/tls";

/** Who ends TLS, or how to choose, and what follows from it. */
export const tls: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const gate = gateOf(production);
  const front = lasting(production).find((service) => service.front !== undefined)?.front;
  const about =
    gate === undefined ? (front === undefined ? [] : unguarded(front)) : guarded(production, gate.service, gate.site);
  return about.length === 0 ? undefined : section(words.title, ...about, ...follows(production));
};

/** A gateway of ours faces the world. */
function guarded(stack: Stack, service: Service, site: Site): document.Block[] {
  if (site.tls !== undefined) return ended(stack, service, site.tls);
  if (site.endedBy === "proxy") return proxied(service.name, site.trust);
  const { acme, acmeDeclared, files, filesDeclared, proxy, proxyDeclared } = words.choices;
  return [
    document.paragraph(words.plain(service.name)),
    document.list("bullets", [
      choice(acme, acmeDeclared(service.name)),
      choice(files, filesDeclared(service.name)),
      choice(proxy, proxyDeclared(service.name)),
    ]),
  ];
}

/** An application faces it itself. */
const unguarded = ({ endedBy, proxies, service }: Front): document.Block[] =>
  endedBy === "proxy" ? proxied(service, proxies) : choice(words.open(service), words.openDeclared(service));

const proxied = (service: string, addresses: readonly string[]): document.Block[] => [
  document.paragraph(words.trusted(service, codes(addresses))),
  document.paragraph(words.tellsScheme),
  document.code(words.tellsSchemeSays, "nginx"),
];

const choice = (say: string, declared: string): document.Block[] => [
  document.paragraph(say),
  document.code(declared, "ts"),
];

/** What is settled of those that browsers reach. */
function follows(stack: Stack): document.Block[] {
  const found = lasting(stack)
    .filter(({ port }) => port !== undefined)
    .flatMap(({ name, variables }) =>
      variables.flatMap(({ follows: marked, name: variable, source }) =>
        marked === true && source.kind === "fixed" ? [[code(name), code(variable), code(source.value)]] : [],
      ),
    );
  const rows = table(words.head, found);
  return rows === undefined ? [] : [document.paragraph(words.follows), rows];
}

function ended(
  stack: Stack,
  { mounts, name }: Service,
  { certificates, folder, publish }: NonNullable<Site["tls"]>,
): document.Block[] {
  const mount = mounts.find(({ target }) => target === certificates);
  const keeper = lasting(stack).find(
    (other) =>
      other.name !== name &&
      other.mounts.some((each) => each.kind === "volume" && mount?.kind === "volume" && each.volume === mount.volume),
  );
  return [
    document.paragraph(words.ended(name, publish)),
    ...(keeper === undefined ? [] : [document.paragraph(words.kept(keeper.name))]),
    ...(folder === undefined
      ? []
      : [
          document.paragraph(words.folder(folder)),
          document.code(line(["openssl", "x509", "-noout", "-enddate", "-in", `${folder}/fullchain.pem`])),
        ]),
  ];
}

function gateOf(stack: Stack): { service: Service; site: Site } | undefined {
  return lasting(stack).flatMap((service) => {
    const { image, published } = service;
    const build = image.kind === "built" ? stack.builds.find((each) => each.name === image.build) : undefined;
    return published.length === 0 || build?.site === undefined ? [] : [{ service, site: build.site }];
  })[0];
}
