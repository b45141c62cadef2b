import { document } from "@quaywright/syntax";
import { type Kind, kinds, kindsOf, type Requirement, type Seed, saidOf, testOf } from "./seeds";

/** A page about a seed: what is open first, then every requirement with how it is met. */
export function seedPage({ number, requirements, template }: Seed): document.Document {
  const rows = Object.entries(requirements);
  const open = rows.filter(([, { open: missing }]) => missing !== undefined);
  return {
    title: `What \`${template}\` was asked for`,
    blocks: [document.paragraph(`Every requirement of the team behind this template (${number}), and how it is met.`)],
    sections: [
      ...(open.length === 0 ? [] : [{ title: "Open", blocks: [tableOf(open)], sections: [] }]),
      { title: "All", blocks: [tableOf(rows)], sections: [] },
    ],
  };
}

const tableOf = (rows: readonly (readonly [string, Requirement])[]) =>
  document.table(
    ["Id", "What", "How"],
    rows.map(([id, requirement]) => [id, requirement.what, howOf(requirement)]),
  );

const howOf = (requirement: Requirement): document.Text =>
  kindsOf(requirement).flatMap((kind) => {
    const parts = saidOf(requirement, kind).map((said) => inline[kind](said));
    return [
      { kind: "text", text: `${kinds[kind]}: ` },
      ...parts.flatMap((part, index) => (index === 0 ? part : [between, ...part])),
    ];
  });

const between: document.Inline = { kind: "text", text: "; " };
const link = (text: string, path: string): document.Text => [{ kind: "link", text, url: `../../${path}` }];

const inline: Readonly<Record<Kind, (said: string) => document.Text>> = {
  met(said) {
    const { path, title } = testOf(said);
    return link(title, path);
  },
  file: (path) => link(path, path),
  same: document.prose,
  otherwise: document.prose,
  outOfScope: document.prose,
  open: document.prose,
};

/** How many requirements each seed has of each kind. */
export function seedIndex(seeds: readonly Seed[]): document.Document {
  const count = ({ requirements }: Seed, kind: Kind) =>
    Object.values(requirements).filter((requirement) => requirement[kind] !== undefined).length;
  const order = Object.keys(kinds) as Kind[];
  return {
    title: "What the templates were asked for",
    blocks: [
      document.paragraph(
        "Each template is the answer to a document in which a team wrote down what its containers must do. A page for each says of every requirement which test sees it, which file holds it, why it is done differently, or that it is open.",
      ),
      document.table(
        ["Template", "Requirements", ...order.map((kind) => kinds[kind])],
        seeds.map((seed) => [
          [{ kind: "link", text: seed.template, url: `${seed.template}.md` }],
          String(Object.keys(seed.requirements).length),
          ...order.map((kind) => String(count(seed, kind))),
        ]),
      ),
    ],
    sections: [],
  };
}
