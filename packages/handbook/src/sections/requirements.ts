import { document } from "@quaywright/syntax";
import { memoryOf } from "../memory";
import { type MakeSection, section, table } from "../section";
import * as words from "../words/requirements";

export const requirements: MakeSection = ({ main, production }) => {
  const sum = production === undefined ? undefined : memoryOf(production);
  return section(
    words.title,
    table(words.head, [
      words.engine,
      words.compose,
      words.node,
      words.tools,
      ...(sum === undefined ? [] : [words.memory(sum, main.environment)]),
      words.disk,
    ]),
    document.paragraph(words.look),
    document.code("docker version --format '{{.Server.Version}}'\ndocker compose version --short\ndocker system df"),
    main.services
      .flatMap(({ handbook }) => handbook?.notes ?? [])
      .filter(({ topic }) => topic === "requirements")
      .map(({ text }) => document.paragraph(text)),
  );
};
