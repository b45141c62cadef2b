import type { Service, Site, Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { line } from "../command";
import { codes, type MakeSection, section } from "../section";
import { lasting } from "../view";
import * as words from "../words/tls";

/** For stacks whose front is an nginx of ours: who ends TLS, or how to choose. */
export const tls: MakeSection = ({ production }) => {
  const front = production && frontOf(production);
  if (production === undefined || front === undefined) return undefined;
  const { service, site } = front;
  if (site.tls !== undefined) return section(words.title, ...ended(production, service, site.tls));
  if (site.trust.length > 0)
    return section(words.title, document.paragraph(words.trusted(service.name, codes(site.trust))));
  const { acme, acmeDeclared, files, filesDeclared, proxy, proxyDeclared } = words.choices;
  const choice = (say: string, declared: string): document.Block[] => [
    document.paragraph(say),
    document.code(declared, "ts"),
  ];
  return section(
    words.title,
    document.paragraph(words.plain(service.name)),
    document.list("bullets", [
      choice(acme, acmeDeclared(service.name)),
      choice(files, filesDeclared(service.name)),
      choice(proxy, proxyDeclared(service.name)),
    ]),
  );
};

function ended(stack: Stack, { mounts, name }: Service, { certificates, folder, publish }: NonNullable<Site["tls"]>) {
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

function frontOf(stack: Stack): { service: Service; site: Site } | undefined {
  return lasting(stack).flatMap((service) => {
    const { image, published } = service;
    const build = image.kind === "built" ? stack.builds.find((each) => each.image === image.repository) : undefined;
    return published.length === 0 || build?.site === undefined ? [] : [{ service, site: build.site }];
  })[0];
}
