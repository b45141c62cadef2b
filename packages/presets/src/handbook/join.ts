import type { HandbookDeclaration } from "@quaywright/model";

/** What two have to say, as one. */
export function joined(...handbooks: readonly HandbookDeclaration[]): HandbookDeclaration {
  const all = handbooks as readonly Readonly<Record<string, unknown>>[];
  const lists = ["tasks", "notes", "symptoms", "deviations"].map((key) => [
    key,
    all.flatMap((each) => (each[key] as readonly unknown[] | undefined) ?? []),
  ]);
  const volumes = Object.assign({}, ...all.map((each) => each.volumes));
  return Object.assign({}, ...all, Object.fromEntries(lists), { volumes });
}
