import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ImagesShape } from "../schema/images";
import type { Stack } from "../stack";

/** Names that two things would have, or that nothing has. */
export const brokenNames = (stacks: readonly Stack[], images: ImagesShape): Problem[] => [
  ...sameProjects(stacks),
  ...stacks.flatMap(sameContainers),
  ...strayNames(stacks, images),
  ...unpulled(stacks, images),
];

const sameProjects = (stacks: readonly Stack[]): Problem[] =>
  stacks.flatMap(({ environment, project }, index) => {
    const other = stacks.slice(0, index).find((each) => each.project === project);
    if (other === undefined) return [];
    const found = `\`${project}\` for ${other.environment} and ${environment}`;
    const expected = `a name for each: \`{ ${other.environment}: "${project}", ${environment}: "${project}-${environment}" }\``;
    return [
      { at: ["project"], found, expected, why: "On one machine each would replace the containers of the other." },
    ];
  });

const sameContainers = ({ services }: Stack): Problem[] =>
  services.flatMap(({ container, name, replicas }, index) => {
    if (container === undefined) return [];
    const at = ["services", name, "container"];
    const why = "A container's name belongs to one container of the machine.";
    const other = services.slice(0, index).find((each) => each.container === container);
    return [
      ...(replicas > 1
        ? [{ at, found: `a name for ${replicas} replicas`, expected: "one replica, or no name", why }]
        : []),
      ...(other === undefined
        ? []
        : [{ at, found: `\`${container}\`, as \`${other.name}\` has`, expected: "another name", why }]),
    ];
  });

function strayNames(stacks: readonly Stack[], { also = [], names = {} }: ImagesShape): Problem[] {
  const built = [...new Set(stacks.flatMap(({ builds }) => builds.map(({ name }) => name)))].sort();
  const given = [
    { at: ["images", "names"], names },
    ...also.map((each, index) => ({
      at: ["images", "also", index, "names"],
      names: typeof each === "string" ? {} : (each.names ?? {}),
    })),
  ];
  return given.flatMap(({ at, names: all }) =>
    Object.keys(all).flatMap((service) => {
      if (built.includes(service)) return [];
      const suggestion = nearest(service, built);
      const expected = `one that is built: ${built.map((each) => `\`${each}\``).join(", ")}`;
      return [
        {
          at: [...at, service],
          found: `service \`${service}\``,
          expected,
          ...(suggestion !== undefined && { suggestion }),
        },
      ];
    }),
  );
}

/** Who only pulls must have somewhere to pull from. */
const unpulled = (stacks: readonly Stack[], { registry }: ImagesShape): Problem[] =>
  registry !== undefined || !stacks.some(({ files }) => files.pull !== undefined)
    ? []
    : [
        {
          at: ["files", "pull"],
          found: "a file for those who pull images that nobody pushes",
          expected: "`images.registry`",
        },
      ];
