import type { Problem } from "@quaywright/model";

/** What the sources say against a declaration. */
export interface Remark extends Problem {
  /** It cannot work, so nothing is written; else a synth goes on and says it. */
  readonly stops: boolean;
}

/** The place by which the declaration accepts it. */
export const placeIn = ({ at }: Pick<Problem, "at">): string => at.join(".");

/** One line for people. */
export const sayRemark = (remark: Remark): string => {
  const { expected, found, suggestion, why } = remark;
  return [
    `At ${placeIn(remark)}: ${found}; expected ${expected}.`,
    ...(why === undefined ? [] : [why]),
    ...(suggestion === undefined ? [] : [`Did you mean \`${suggestion}\`?`]),
  ].join(" ");
};

/** Those that the declaration does not accept; and what it accepts that nobody says. */
export function unaccepted(
  remarks: readonly Remark[],
  accepted: Readonly<Record<string, string>>,
): { readonly remarks: readonly Remark[]; readonly stale: readonly string[] } {
  const said = new Set(remarks.map(placeIn));
  return {
    remarks: remarks.filter((remark) => !Object.hasOwn(accepted, placeIn(remark))),
    stale: Object.keys(accepted)
      .filter((place) => !said.has(place))
      .map((place) => `At accepted: nothing is said of \`${place}\` any more; the line can go.`),
  };
}
