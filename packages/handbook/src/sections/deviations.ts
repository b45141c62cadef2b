import { type MakeSection, section, table } from "../section";
import * as words from "../words/deviations";

export const deviations: MakeSection = ({ stacks }) => {
  const all = stacks.flatMap(({ services }) => services.flatMap(({ handbook }) => handbook?.deviations ?? []));
  const each = new Map(all.map((deviation) => [deviation.asked, deviation]));
  return section(
    words.title,
    table(
      words.head,
      [...each.values()].map(({ asked, because, done }) => [asked, done, because]),
    ),
  );
};
