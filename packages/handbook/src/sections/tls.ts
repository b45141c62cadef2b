import type { Service, Site, Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { type MakeSection, section } from "../section";
import { lasting } from "../view";
import * as words from "../words/tls";

/** For stacks whose front is an nginx of ours, which speaks HTTP alone. */
export const tls: MakeSection = ({ production }) => {
  const front = production && frontOf(production);
  if (front === undefined) return undefined;
  const { name } = front.service;
  const host = production?.inputs
    .find(({ example, name: input }) => input.endsWith("ALLOWED_HOSTS") && example !== undefined)
    ?.example?.split(",")[0];
  return section(
    words.title,
    document.paragraph(words.intro(name)),
    front.site.trust.length > 0
      ? document.paragraph(words.steps.trusted(name))
      : document.list("steps", [
          [
            document.paragraph(words.steps.declare(name)),
            document.code(words.steps.declared(name), "ts"),
            document.paragraph(words.steps.declaredNote),
          ],
          [
            document.paragraph(words.steps.caddy),
            document.code(words.steps.caddyfile(host ?? "www.example.com"), "text"),
          ],
        ]),
  );
};

function frontOf(stack: Stack): { service: Service; site: Site } | undefined {
  return lasting(stack).flatMap((service) => {
    const { image, published } = service;
    const site =
      image.kind === "built" ? stack.builds.find((build) => build.image === image.repository)?.site : undefined;
    return published.length === 0 || site === undefined ? [] : [{ service, site }];
  })[0];
}
