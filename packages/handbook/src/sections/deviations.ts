import { type MakeSection, section, table } from "../section";
import { lasting } from "../view";
import * as words from "../words/deviations";

export const deviations: MakeSection = ({ development, production, stacks }) => {
  const all = stacks.flatMap(({ services }) => services.flatMap(({ handbook }) => handbook?.deviations ?? []));
  const each = new Map(all.map((deviation) => [deviation.asked, deviation]));
  const local =
    development !== undefined &&
    lasting(development).some(({ published }) => published.some(({ address }) => address === "127.0.0.1"));
  return section(
    words.title,
    table(words.head, [
      ...[...each.values()].map(({ asked, because, done }) => [asked, done, because]),
      ...(local ? [words.loopback] : []),
      ...(production?.inputs.some(({ file }) => file !== undefined) ? [words.secrets] : []),
      words.names,
      words.version,
    ]),
  );
};
