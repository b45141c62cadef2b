import { basename } from "node:path";
import type { Stack } from "@quaywright/model";

/**
 * What the builder makes of the project's folder: where one image takes files of another it hands the folder's name over in
 * a header, which holds ASCII alone. Later builders encode it: https://github.com/moby/buildkit/pull/6989
 */
export function unbuildable(folder: string, stacks: () => readonly Stack[]): string[] {
  const name = basename(folder);
  if (/^[\x20-\x7e]*$/.test(name)) return [];
  const [linked] = stacks()
    .flatMap(({ builds }) => builds)
    .flatMap((build) =>
      Object.entries(build.contexts).flatMap(([other, { pulled }]) => (pulled ? [] : [{ name: build.name, other }])),
    );
  if (linked === undefined) return [];
  const { other } = linked;
  return [
    `The project's folder \`${name}\`: expected a name in ASCII, such as \`${plain(name)}\`. The image of \`${linked.name}\` has files of \`${other}\`, and many a version of Docker's builder then ends with \`non-printable ASCII characters\`.`,
  ];
}

/** Without accents and spaces: https://unicode.org/reports/tr15/ */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^-+|-+$/g, "") || "project";
