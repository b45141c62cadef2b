import { document } from "@quaywright/syntax";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn } from "../task";
import { lasting } from "../view";
import * as words from "../words/security";

export const security: MakeSection = ({ development, main }) => {
  const stay = lasting(main);
  const open = stay
    .filter(({ published }) => published.some(({ address }) => address === undefined))
    .map(({ name }) => name);
  const outside = new Set(main.networks.filter(({ internal }) => !internal).map(({ name }) => name));
  const local =
    development === undefined
      ? []
      : lasting(development)
          .filter(({ published }) => published.some(({ address }) => address === "127.0.0.1"))
          .map(({ name }) => name);
  const secrets = main.inputs.filter(({ file }) => file !== undefined);
  // a key of one that is published is for the world
  const encrypted = stay
    .filter(({ mounts, published }) => published.length === 0 && mounts.some(({ kind }) => kind === "keys"))
    .map(({ name }) => name);
  return section(
    words.title,
    document.paragraph(words.firewall),
    document.code("docker ps --filter publish=1-65535 --format '{{.Names}} {{.Ports}}'"),
    document.paragraph(
      [
        open.length === 0 ? words.nobody : words.bound(codes(open)),
        ...(local.length === 0 ? [] : [words.development(codes(local))]),
      ].join(" "),
    ),
    document.paragraph(words.hold),
    notesOn(main, "security"),
    section(
      words.reach.title,
      document.paragraph(words.reach.text),
      table(
        words.reach.head,
        stay.map(({ name, networks, reaches }) => [
          code(name),
          codes(reaches) || words.reach.none,
          networks.some((network) => outside.has(network)) ? words.reach.yes : words.reach.no,
        ]),
      ),
    ),
    secrets.length === 0
      ? undefined
      : section(
          words.secrets.title,
          document.paragraph(words.secrets.text),
          table(
            words.secrets.head,
            secrets.map(({ name, readers }) => [code(name), codes(readers)]),
          ),
        ),
    section(words.limits.title, document.paragraph(words.limits.text(codes(encrypted)))),
  );
};
