import type { Application, DeclaredVariable } from "@quaywright/model";
import type { Code } from "./code";
import { isReadElsewhere } from "./known";
import { placeIn, type Remark } from "./remark";

interface Together {
  readonly remarks: readonly Remark[];
  /** What they speak of. */
  readonly names: ReadonlySet<string>;
}

/** Variables that nothing reads for one reason, said once: settings that read nothing, a service of which nothing is read. */
export function unreadTogether(
  { naming, service, variables }: Application,
  unread: readonly DeclaredVariable[],
  { code, nothing }: { readonly code: Code; readonly nothing: boolean },
): Together {
  const folder = code.folder || ".";
  const ways = naming ?? "a file that reads them";
  if (nothing && unread.length >= several) {
    const found = `${listed(unread)}, and no file of \`${folder}\` that reads any variable`;
    return said([{ at: ["services", service, "variables"], found, ways, of: unread }]);
  }
  const served = new Map<string, DeclaredVariable[]>();
  for (const each of unread) {
    if (each.of !== undefined) served.set(each.of.service, [...(served.get(each.of.service) ?? []), each]);
  }
  return said(
    [...served].flatMap(([target, of]) => {
      // where one of them is read, the rest are mistakes of their own
      const all = variables.filter((each) => each.of?.service === target);
      if (of.length < several || of.length < all.filter(isAsked).length) return [];
      const found = `${listed(of)}, which tell of \`${target}\`, and of which no file of \`${folder}\` reads any`;
      return [{ at: of[0]!.of!.at, found, ways, of }];
    }),
  );
}

const several = 3;

/** What something generated reads, or what libraries do, says nothing of the code. */
const isAsked = ({ idle, name, read }: DeclaredVariable): boolean =>
  !read && !idle && !isReadElsewhere(name) && !/_FILE$/.test(name);

const listed = (variables: readonly DeclaredVariable[]): string =>
  `variables ${variables.map(({ name }) => `\`${name}\``).join(", ")}`;

const said = (
  causes: readonly { at: string[]; found: string; ways: string; of: readonly DeclaredVariable[] }[],
): Together => ({
  remarks: causes.map(({ at, found, ways }) => ({
    at,
    found,
    expected: `${ways}; or \`accepted: { "${placeIn({ at })}": "<why it is right>" }\``,
    stops: false,
  })),
  names: new Set(causes.flatMap(({ of }) => of.map(({ name }) => name))),
});
